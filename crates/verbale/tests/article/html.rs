//! Web pages, and pages that are bombs.

use std::time::Instant;

use crate::{kinds, message, one};

const LEAD: &str = "Talks between the two countries broke down on Monday after their foreign ministers failed to agree \
                    on the terms of a ceasefire, officials on both sides said in separate statements &amp; letters.";

fn page(head: &str) -> String {
    let body = format!("<p>{LEAD}</p>").repeat(5);
    format!(
        "<!doctype html><html lang=en-US><head><meta charset=utf-8><title>Talks fail | The Post</title>{head}</head><body>\
         <nav><a href=/>Home</a> <a href=/world>World</a></nav><article><h1>Talks fail</h1>{body}</article>\
         <script>var x = '<p>tracking</p>';</script><footer>Copyright</footer></body></html>"
    )
}

#[test]
fn an_article_page_gives_its_text_and_what_it_says_of_itself() {
    let document = one(
        page(
            "<meta property=og:title content='Talks fail in Geneva'><meta property=og:site_name content='The Post'>\
              <meta name=author content='By Jane Doe'><meta property=article:published_time content=2024-05-01T10:00:00Z>",
        ),
        "talks.html",
    );
    let article = &document.article;
    assert!(document.text.starts_with("Talks"), "{}", document.text);
    assert!(document.text.contains("statements & letters.\n\nTalks between"), "{}", document.text);
    assert!(!document.text.contains("tracking") && !document.text.contains("Copyright"));
    assert_eq!(
        (article.title.as_deref(), article.publisher.as_deref()),
        (Some("Talks fail in Geneva"), Some("The Post"))
    );
    assert_eq!((article.byline.as_deref(), article.language.as_deref()), (Some("Jane Doe"), Some("en")));
    assert_eq!((article.published.as_deref(), document.id.as_str()), (Some("2024-05-01T10:00:00Z"), "talks"));
    assert!(document.notices.is_empty(), "{:?}", document.notices);
}

#[test]
fn json_ld_goes_before_meta_elements() {
    let script = r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "W"},
        {"@type": ["NewsArticle"], "headline": "Talks &#8216;fail&#8217;", "author": [{"name": "Jane Doe"}, {"name": "J. Roe"}],
         "publisher": {"name": "The Post"}, "datePublished": "2024-05-01", "mainEntityOfPage": {"@id": "https://post.org/1"}}]}</script>"#;
    for page in [page(script), format!("{script}<p>{LEAD}{}", "<div>".repeat(2_000))] {
        let article = one(page, "a.html").article;
        assert_eq!(
            (article.title.as_deref(), article.byline.as_deref()),
            (Some("Talks ‘fail’"), Some("Jane Doe, J. Roe"))
        );
        assert_eq!(
            (article.publisher.as_deref(), article.published.as_deref()),
            (Some("The Post"), Some("2024-05-01"))
        );
        assert_eq!(article.url.as_deref(), Some("https://post.org/1"));
    }
}

#[test]
fn broken_json_ld_says_nothing() {
    let deep = "[".repeat(100_000);
    for script in ["{\"@type\": \"NewsArticle\"", "null", "[]", "{\"@graph\": 5}", deep.as_str()] {
        let document = one(page(&format!("<script type=application/ld+json>{script}</script>")), "a.html");
        assert!(document.article.title.is_some_and(|title| title.starts_with("Talks fail")));
    }
}

#[test]
fn a_page_without_an_article_has_its_tags_stripped() {
    for html in ["<title>T</title>", "<html><script>x</script>", "<!-- only a comment -->", "<img src=x>"] {
        let document = one(html, "a.html");
        assert_eq!((document.text.as_str(), kinds(&document)), ("", vec!["no-article-found", "empty"]), "{html}");
    }
    assert_eq!(one("Talks <b>failed", "a.html").text, "Talks failed");
}

#[test]
fn embedded_pictures_and_long_comments_do_no_harm() {
    let picture = format!("<img src='data:image/png;base64,{}' alt=x>", "iVBO/Rw0+KGgo".repeat(50_000));
    let comment = format!("<!-- {} -->", "old ' words \" ".repeat(20_000));
    let document =
        one(page("").replace("<p>", &format!("{comment}<p>")).replace("<h1>", &format!("{picture}<h1>")), "a.html");
    assert!(document.notices.is_empty(), "{:?}", document.notices);
    assert!(!document.text.contains("iVBO") && !document.text.contains("old"));
}

/// Pages that nest deeply or hold very many elements, some only after the tree builder's repairs.
fn bombs() -> Vec<(&'static str, String)> {
    let distinct = |tag: &str| (0..3_000).fold(String::new(), |page, at| page + &format!("<p><{tag} id={at}>x"));
    vec![
        ("divs", "<div>".repeat(10_000)),
        ("spans and closed divs", format!("{}{}", "<div><span>".repeat(10_000), "</span></div>".repeat(10_000))),
        ("bold type that is opened again", distinct("b")),
        ("links", distinct("a")),
        ("misnested formatting", "<b><p></b>".repeat(20_000)),
        ("lists in lists", "<dd><li>".repeat(20_000)),
        ("tables in tables", "<table><tr><td>".repeat(10_000)),
        ("vector graphics that break out", format!("<svg>{}", "<div/>".repeat(20_000))),
        ("unknown elements that close themselves", "<x/>".repeat(20_000)),
        (
            "a comment in a script in a graphic",
            format!("<svg><desc><script><!-- </svg></script>{}", "<div>".repeat(10_000)),
        ),
        ("formulas", "<math><mi>".repeat(10_000)),
        ("templates", "<template>".repeat(10_000)),
        ("options", "<optgroup>".repeat(20_000)),
        ("paragraphs side by side", "<p>x".repeat(200_000)),
        ("line breaks", "<br>".repeat(500_000)),
        ("attributes", format!("<p {}>x", (0..50_000).fold(String::new(), |all, at| all + &format!("a{at}=1 ")))),
        (
            "attributes between slashes",
            format!("<p {}>x", (0..500_000).fold(String::new(), |all, at| all + &format!("{at:x}/"))),
        ),
        (
            "tags of many attributes",
            format!("<p {}>x", (0..2_000).fold(String::new(), |all, at| all + &format!("{at:x}/"))).repeat(100),
        ),
        ("deep and broad", format!("<div>{}", format!("<p>{LEAD}<a href=x>{LEAD}</a>").repeat(20)).repeat(440)),
        (
            "broad",
            format!("<div><p>One, two, three, four, five, six, seven.<br><br>{}</div>", "<span>x</span>").repeat(9_000),
        ),
        ("open tags", "<a".repeat(500_000)),
        ("entities", "&amp".repeat(500_000)),
        ("more entities", "&amp".repeat(1_250_000)),
        ("comments", "<!--".repeat(500_000)),
    ]
}

#[test]
fn markup_bombs_neither_hang_nor_overflow_the_stack() {
    for (name, html) in bombs() {
        let started = Instant::now();
        let length = html.len();
        one(html, "a.html");
        println!("{name}: {length} bytes, {:?}", started.elapsed());
        assert!(started.elapsed().as_secs() < 30, "{name}: {:?}", started.elapsed());
    }
}

#[test]
fn ten_thousand_nested_elements_are_noticed_and_their_text_kept() {
    let document = one(format!("{}Talks failed.", "<div>".repeat(10_000)), "a.html");
    assert_eq!(document.text, "Talks failed.");
    assert!(message(&document, "markup-too-deep").contains("nested too deeply"));
}

#[test]
fn very_many_elements_are_noticed_and_their_text_kept() {
    let document = one("<i>x</i> ".repeat(100_000), "a.html");
    assert_eq!(document.text.len(), 199_999);
    assert_eq!(kinds(&document)[0], "markup-too-large");
}

#[test]
fn void_elements_and_left_out_end_tags_do_not_count_as_depth() {
    for html in
        [format!("<div>{LEAD}{}</div>", "<br><img src=x><hr>".repeat(2_000)), format!("<p>{LEAD}").repeat(1_000)]
    {
        assert!(!kinds(&one(html, "a.html")).contains(&"markup-too-deep"));
    }
}
