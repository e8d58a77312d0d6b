//! What several tests need: the program and what it did, records that are tested as they are read, files.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use verbale_record::{Record, SCHEMA};

/// The built program.
pub const VERBALE: &str = env!("CARGO_BIN_EXE_verbale");

/// The project's root.
pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// After how long a run counts as hanging. No figure of speed: the slowest run here takes seconds.
const HANGS: Duration = Duration::from_mins(5);

/// What a run did.
pub struct Ran {
    /// Its exit code.
    pub code: i32,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Ran {
    /// The records on standard output, one a line, each tested as [`lawful`] does.
    #[track_caller]
    pub fn records(&self) -> Vec<Record> {
        self.out.lines().map(lawful).collect()
    }

    /// The only record, of a run without complaints.
    #[track_caller]
    pub fn record(&self) -> Record {
        assert_eq!((self.code, self.err.as_str()), (0, ""));
        let mut records = self.records();
        assert_eq!(records.len(), 1, "{}", self.out);
        records.remove(0)
    }
}

/// Runs the program in the project's root.
#[track_caller]
pub fn verbale<A: AsRef<OsStr>>(arguments: &[A], input: &[u8]) -> Ran {
    run(Command::new(VERBALE).args(arguments).current_dir(ROOT), input)
}

/// Runs a command to its end.
#[track_caller]
pub fn run(command: &mut Command, input: &[u8]) -> Ran {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let (out, err) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
    thread::scope(|scope| {
        // A program that ends before it has read everything is judged by what it says, not by the broken pipe.
        scope.spawn(move || drop(stdin.write_all(input)));
        let (out, err) = (scope.spawn(|| text(out)), scope.spawn(|| text(err)));
        let status = wait(&mut child);
        let code = status.code().expect("it was not killed");
        Ran { code, out: out.join().expect("UTF-8"), err: err.join().expect("UTF-8") }
    })
}

fn text(mut pipe: impl Read) -> String {
    let mut text = String::new();
    pipe.read_to_string(&mut text).expect("the program prints UTF-8");
    text
}

/// Waits for the end of a run, and ends one that hangs.
#[track_caller]
pub fn wait(child: &mut Child) -> ExitStatus {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child of ours") {
            return status;
        }
        if started.elapsed() > HANGS {
            child.kill().expect("a child of ours");
            panic!("it has not ended after {} seconds", HANGS.as_secs());
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// A record that obeys its schema and its laws.
#[track_caller]
pub fn lawful(json: &str) -> Record {
    thread_local! {
        static SCHEMA_OF_RECORDS: jsonschema::Validator = {
            let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
            jsonschema::draft202012::new(&schema).expect("the schema is a schema")
        };
    }
    let value = serde_json::from_str(json).expect("JSON");
    SCHEMA_OF_RECORDS.with(|schema| assert!(schema.is_valid(&value), "{:?}", schema.validate(&value).err()));
    let record: Record = serde_json::from_value(value).expect("a record");
    assert_eq!(record.check(), []);
    record
}

/// The message of a record's only notice of a kind.
#[track_caller]
pub fn notice<'r>(record: &'r Record, kind: &str) -> &'r str {
    let found: Vec<_> = record.notices.iter().filter(|notice| notice.kind == kind).collect();
    assert_eq!(found.len(), 1, "one {kind} among {:?}", record.notices);
    &found[0].message
}

/// Writes a file that belongs to one test, in a folder of its own so that its name can be plain, and gives its path.
pub fn file(test: &str, name: &str, content: impl AsRef<[u8]>) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let path = folder.join(name);
    fs::write(&path, content).expect("the folder for temporary files can be written");
    path.to_str().expect("a path of ours").to_owned()
}

/// The articles that the project shows, in order.
pub fn examples() -> Vec<String> {
    let folder = fs::read_dir(Path::new(ROOT).join("examples")).expect("the folder is there");
    let paths = folder.map(|entry| entry.expect("a file").path());
    let mut texts: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    texts.sort();
    assert!(!texts.is_empty(), "examples/ holds texts");
    texts.iter().map(|path| path.to_str().expect("a path of ours").to_owned()).collect()
}

/// A file of the folder `shared` beside the project's root; `None`, with a message, where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(ROOT).join("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    println!("SKIPPED: {} is absent", found.display());
    None
}

/// What a Python script prints.
#[track_caller]
pub fn python(script: &Path, arguments: &[&str]) -> String {
    let mut python = Command::new("python3");
    let ran = run(python.arg(script).args(arguments).env("PYTHONIOENCODING", "utf-8"), b"");
    assert_eq!(ran.code, 0, "{}: {}", script.display(), ran.err);
    ran.out
}
