//! Measures the tree that a page would become, before it is built.
//!
//! Trees of great depth or number make readability slow (it walks up and down, and copies), so that a page of some
//! kilobytes could keep the reader busy for minutes. How deep a page nests cannot be told from its tags alone: end tags
//! may be left out, and a bold type that was never closed is opened again in every paragraph. So the real tree builder of
//! `html5ever` runs here over a sink that keeps no tree, only depths and a count, and is cut off at the limits.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use html5ever::interface::TokenizerResult;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName};

/// Open elements, one in the other; real pages stay below 60.
const DEEPEST: usize = 512;
/// Elements of a page; real pages stay below 20,000.
const MOST: usize = 50_000;
/// Bytes of a page without embedded pictures; real pages stay below two million.
const LONGEST: usize = 4_000_000;

/// Whether a page can be made a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// It can.
    Fit,
    /// Elements are nested too deeply.
    TooDeep,
    /// There are too many elements or bytes.
    TooLarge,
}

/// Measures a page, in time proportional to its length.
pub(super) fn measure(html: &str) -> Size {
    if html.len() > LONGEST {
        return Size::TooLarge;
    }
    let gate = Gate(TreeBuilder::new(Scale::default(), html5ever::tree_builder::TreeBuilderOpts::default()));
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(gate, html5ever::tokenizer::TokenizerOpts::default());
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.sink.size()
}

/// The tree builder behind a gate that closes once the page is known not to fit.
struct Gate(TreeBuilder<Rc<Node>, Scale>);

impl TokenSink for Gate {
    type Handle = Rc<Node>;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Rc<Node>> {
        if self.0.sink.size() == Size::Fit { self.0.process_token(token, line) } else { TokenSinkResult::Continue }
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What is kept of a node.
struct Node {
    name: QualName,
    /// Nodes above it; none until it stands in the tree.
    depth: Cell<Option<usize>>,
    is_annotation_xml_integration_point: bool,
}

impl Node {
    fn new(name: QualName) -> Self {
        Self { name, depth: Cell::new(None), is_annotation_xml_integration_point: false }
    }
}

/// A tree sink that keeps no tree.
///
/// When children are handed from one node to another (misnested tags), their depths are not corrected; each such move can
/// hide one level, so moves count as levels.
struct Scale {
    document: Rc<Node>,
    elements: Cell<usize>,
    deepest: Cell<usize>,
    moves: Cell<usize>,
}

impl Default for Scale {
    fn default() -> Self {
        let document = Node::new(QualName::new(None, Namespace::default(), LocalName::default()));
        document.depth.set(Some(0));
        Self { document: Rc::new(document), elements: Cell::new(0), deepest: Cell::new(0), moves: Cell::new(0) }
    }
}

impl Scale {
    fn size(&self) -> Size {
        if self.deepest.get() + self.moves.get() > DEEPEST {
            Size::TooDeep
        } else if self.elements.get() > MOST {
            Size::TooLarge
        } else {
            Size::Fit
        }
    }

    fn place(&self, node: &Node, depth: usize) {
        node.depth.set(Some(depth));
        self.deepest.set(self.deepest.get().max(depth));
    }
}

impl TreeSink for Scale {
    type Handle = Rc<Node>;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Rc<Node> {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Rc<Node>) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, _attributes: Vec<Attribute>, flags: ElementFlags) -> Rc<Node> {
        self.elements.set(self.elements.get() + 1);
        let is_annotation_xml_integration_point = flags.mathml_annotation_xml_integration_point;
        Rc::new(Node { is_annotation_xml_integration_point, ..Node::new(name) })
    }

    fn create_comment(&self, _text: StrTendril) -> Rc<Node> {
        Rc::new(Node::new(self.document.name.clone()))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Rc<Node> {
        Rc::new(Node::new(self.document.name.clone()))
    }

    fn append(&self, parent: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        if let NodeOrText::AppendNode(node) = child {
            self.place(&node, parent.depth.get().unwrap_or(0) + 1);
        }
    }

    fn append_before_sibling(&self, sibling: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        if let NodeOrText::AppendNode(node) = child {
            self.place(&node, sibling.depth.get().unwrap_or(0));
        }
    }

    fn append_based_on_parent_node(&self, element: &Rc<Node>, above: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        if element.depth.get().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(above, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Rc<Node>) -> Rc<Node> {
        Rc::clone(target)
    }

    fn same_node(&self, one: &Rc<Node>, other: &Rc<Node>) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, _target: &Rc<Node>, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Rc<Node>) {
        target.depth.set(None);
    }

    fn reparent_children(&self, _node: &Rc<Node>, _new_parent: &Rc<Node>) {
        self.moves.set(self.moves.get() + 1);
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &Rc<Node>) -> bool {
        node.is_annotation_xml_integration_point
    }
}
