//! Tells bytes that are no text, and what they look like.

/// What binary data looks like, and what to do about it.
pub(super) struct Kind {
    /// With article: `a PDF file`.
    pub name: &'static str,
    /// A piece of advice without a capital and without a final period.
    pub advice: &'static str,
}

const OFFICE: &str = "save the document as plain text or HTML and read that";
const UNPACK: &str = "unpack it and read the files inside";
const PICTURE: &str = "read the text, not a picture of it";
const GENERIC: &str = "give plain text, HTML or JSON";
const RECODE: &str = "convert it to UTF-8, for instance with `iconv`";

/// First bytes, what they show, and what to do. Source: <https://www.garykessler.net/library/file_sigs.html> and the
/// formats' own specifications.
const MAGIC: [(&[u8], &str, &str); 20] = [
    (b"%PDF-", "a PDF file", "extract its text first, for instance with `pdftotext`"),
    (b"PK\x03\x04", "a ZIP archive (or a DOCX, ODT or EPUB document)", OFFICE),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Microsoft Office document", OFFICE),
    (b"{\\rtf", "an RTF document", OFFICE),
    (b"\x89PNG\r\n\x1A\n", "a PNG picture", PICTURE),
    (b"\xFF\xD8\xFF", "a JPEG picture", PICTURE),
    (b"GIF87a", "a GIF picture", PICTURE),
    (b"GIF89a", "a GIF picture", PICTURE),
    (b"\x1F\x8B\x08", "gzip-compressed data", UNPACK),
    (b"BZh91AY&SY", "bzip2-compressed data", UNPACK),
    (b"\xFD7zXZ\x00", "xz-compressed data", UNPACK),
    (b"\x28\xB5\x2F\xFD", "zstd-compressed data", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"SQLite format 3\0", "an SQLite database", "export its articles as JSON Lines"),
    (b"PAR1", "a Parquet file", "export its articles as JSON Lines"),
    (b"\x7FELF", "a program", GENERIC),
    (b"\xFF\xFE\x00\x00", "UTF-32 text", RECODE),
    (b"\x00\x00\xFE\xFF", "UTF-32 text", RECODE),
    (b"OggS\x00", "a sound or video file", GENERIC),
];

/// What `bytes` look like if they are binary data, `None` if they can be text.
///
/// Text may hold a few NUL and control characters; more than two NUL bytes and one in twenty, or more than eight
/// control characters and one in ten, are too many.
pub(super) fn recognize(bytes: &[u8]) -> Option<Kind> {
    if let Some(&(_, name, advice)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some(Kind { name, advice });
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return None;
    }
    let nul = bytes.iter().copied().filter(|&byte| byte == 0).count();
    let controls = bytes.iter().filter(|&&byte| is_odd_control(byte)).count();
    if nul > 2 && nul * 20 > bytes.len() {
        return Some(nul_dense(bytes, nul));
    }
    (controls > 8 && controls * 10 > bytes.len())
        .then_some(Kind { name: "binary data (many control characters)", advice: GENERIC })
}

/// Whether a byte is a control character other than white space, backspace, bell and escape.
fn is_odd_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x07..=0x0D | 0x1B)
}

/// NUL at nearly every second byte is UTF-16, all else is anything.
fn nul_dense(bytes: &[u8], nul: usize) -> Kind {
    let odd = bytes.iter().skip(1).step_by(2).filter(|&&byte| byte == 0).count();
    let one_sided = odd == 0 || odd == nul;
    if one_sided && nul * 4 > bytes.len() && nul * 2 <= bytes.len() + 1 {
        return Kind { name: "UTF-16 text without a byte order mark", advice: RECODE };
    }
    Kind { name: "binary data (many NUL bytes)", advice: GENERIC }
}
