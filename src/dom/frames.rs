//! Shadow roots and frames: the parts of a page that its document does not show.

use wasm_bindgen::JsCast;

use super::candidates;
use super::capture::Capture;
use super::css;
use super::geometry::ClientRect;
use super::level::{Ground, Level};
use super::scan::{Anchor, Scan, Scope};
use super::selector;
use super::tree::element;
use super::web::{
    Document, DocumentFragment, Element, HTMLFrameElement, HTMLIFrameElement, Node, ShadowRoot,
};
use beian_lens_core::snapshot::{Frame, UnreadKind, Visibility};

/// Possible shadow hosts of one document that are asked.
const MOST_HOSTS: u32 = 3_000;
/// Shadow roots and frames that are looked into, in all.
const MOST_ROOTS: usize = 400;
/// Frames inside frames.
const DEEPEST: usize = 8;
/// A frame smaller than this shows nothing that a person could read, in pixels.
const SMALLEST_FRAME: f64 = 20.0;
/// Elements of one shadow tree that are asked whether they are hosts themselves.
const MOST_INSIDE: u32 = 2_000;

/// A document with more elements is asked only the questions that must be: each costs the browser a walk.
const LARGE: u32 = 30_000;
/// Elements at the end of a large document that are asked whether they are shadow hosts.
const LAST: u32 = 1_500;
/// Whatever is no element of HTML or SVG, the most frequent names first: what is left are custom elements.
const NOT_BUILT_IN: &str = ":not(div,span,a,li,p,img,td,ul,i,em,b,tr,h3,section,strong,br,path,svg,g,use,option,input,\
    button,label,script,link,meta,style,article,h1,h2,h4,h5,h6,dl,dt,dd,ol,table,tbody,thead,tfoot,th,caption,col,\
    colgroup,form,select,optgroup,textarea,fieldset,legend,header,footer,main,nav,aside,figure,figcaption,picture,\
    source,video,audio,track,canvas,iframe,object,embed,param,map,area,pre,code,kbd,samp,var,blockquote,q,cite,small,\
    sub,sup,u,s,del,ins,mark,time,abbr,dfn,font,center,hr,html,head,body,title,base,noscript,template,slot,details,\
    summary,dialog,menu,output,progress,meter,data,datalist,ruby,rt,rp,bdi,bdo,wbr,address,hgroup,search,circle,rect,\
    line,polygon,polyline,ellipse,text,tspan,defs,symbol,mask,linearGradient,stop,filter)";

/// Elements that are shadow hosts or frames, where a browser can find them without help: custom elements, parents of
/// slotted nodes, and elements of the other host names that hold nothing of their own. A built-in host with children
/// and an unnamed slot is found only when a window or the way to one leads through it.
///
/// `:empty` comes first: few elements are, and the browser asks in this order.
const POSSIBLE_HOSTS: &str =
    ":empty:is(div,span,section,footer,p,article,aside,main,header,nav),[slot]";

impl Capture {
    /// Shadow roots below a document, with the outermost host of each, in document order of those hosts.
    ///
    /// No query finds hosts as such. A small document is searched for whatever may be one. In a large one that search
    /// would cost more than all the rest, so the end of it is asked element by element, and the search is made only when
    /// the end of the document's own text does not hold both numbers.
    fn shadow_roots(&mut self, scope: &Scope, search: bool) -> Vec<(Element, ShadowRoot)> {
        let document = &scope.document;
        let mut roots: Vec<(Element, ShadowRoot)> = Vec::new();
        if search {
            for selectors in [NOT_BUILT_IN, POSSIBLE_HOSTS] {
                let Ok(possible) = document.query_all(selectors) else {
                    continue;
                };
                for index in 0..possible.length().min(MOST_HOSTS) {
                    let Some(found) = possible.item(index) else {
                        break;
                    };
                    if let Some(parent) = found.parent().as_ref().and_then(element)
                        && found.attribute("slot").is_some()
                    {
                        self.add_root(scope, &mut roots, parent.clone());
                    }
                    self.add_root(scope, &mut roots, found);
                }
                self.count_unread(
                    UnreadKind::Candidate,
                    possible.length().saturating_sub(MOST_HOSTS) as usize,
                );
            }
        } else {
            let all = document.by_tag("*");
            for index in all.length().saturating_sub(LAST)..all.length() {
                if let Some(found) = all.at(index) {
                    self.add_root(scope, &mut roots, found);
                }
            }
        }
        self.nested_roots(&mut roots);
        roots
    }

    fn add_root(&mut self, scope: &Scope, roots: &mut Vec<(Element, ShadowRoot)>, host: Element) {
        let name = host.local_name();
        let Some(root) = self.tree.shadow_of(&host, &name) else {
            if !self.tree.opens_closed() && host.seems_closed(&name) {
                let rect = ClientRect::from(&host.bounding_rect());
                let what = UnreadKind::ClosedShadowRoot;
                self.unreadable(what, &scope.level.flow, rect, &scope.level);
            }
            return;
        };
        if roots.len() >= MOST_ROOTS {
            self.count_unread(UnreadKind::Candidate, 1);
        } else if !roots.iter().any(|(_, known)| *known == root) {
            roots.push((host, root));
        }
    }

    /// Roots inside roots; each keeps its outermost host.
    fn nested_roots(&mut self, roots: &mut Vec<(Element, ShadowRoot)>) {
        let mut index = 0;
        while let Some((host, root)) = roots.get(index).cloned() {
            index += 1;
            let Ok(inside) = root.unchecked_ref::<DocumentFragment>().query_all("*") else {
                continue;
            };
            self.count_unread(
                UnreadKind::Candidate,
                inside.length().saturating_sub(MOST_INSIDE) as usize,
            );
            for index in 0..inside.length().min(MOST_INSIDE) {
                let Some(inner) = inside.item(index) else {
                    break;
                };
                let Some(root) = self.tree.shadow_of(&inner, &inner.local_name()) else {
                    continue;
                };
                if roots.len() < MOST_ROOTS {
                    roots.push((host.clone(), root));
                } else {
                    self.count_unread(UnreadKind::Candidate, 1);
                }
            }
        }
    }

    /// Frames of a document that can be looked into; the others are noted.
    pub(crate) fn frames_of(&mut self, scope: &Scope) -> Vec<Element> {
        let document = &scope.document;
        let mut frames = Vec::new();
        for name in ["iframe", "frame"] {
            let list = document.by_tag(name);
            let mut index = 0;
            while let Some(frame) = list.at(index) {
                index += 1;
                if frames.len() >= MOST_ROOTS {
                    self.count_unread(UnreadKind::Candidate, 1);
                } else if content_document(&frame, name).is_some() {
                    frames.push(frame);
                } else if self.is_worth_reading(&frame) {
                    let rect = ClientRect::from(&frame.bounding_rect());
                    let what = UnreadKind::CrossOriginFrame;
                    self.unreadable(what, &scope.level.flow, rect, &scope.level);
                }
            }
        }
        frames
    }

    /// Trackers are not: they are tiny or not drawn.
    fn is_worth_reading(&self, frame: &Element) -> bool {
        let rect = ClientRect::from(&frame.bounding_rect());
        rect.width() >= SMALLEST_FRAME
            && rect.height() >= SMALLEST_FRAME
            && frame.is_rendered()
            && self.style(frame).text("visibility") == "visible"
    }

    /// Looks into a frame.
    pub(crate) fn frame(&mut self, outer: &Scope, frame: &Element, name: &str, level: &Level) {
        let Some(document) = content_document(frame, name) else {
            return;
        };
        if self.depth >= DEEPEST {
            self.count_unread(UnreadKind::CrossOriginFrame, 1);
            return;
        }
        let rect = ClientRect::from(&frame.bounding_rect());
        let surface = self.add_surface(&level.own, rect, Default::default());
        let viewport = self.viewport(&document, surface);
        if let Some(surface) = self.snapshot.surfaces.get_mut(surface) {
            surface.content = viewport.content;
        }
        let Ok(range) = document.create_range() else {
            return;
        };
        let index = self.snapshot.frames.len();
        self.snapshot.frames.push(Frame {
            url: document.url(),
            selector: selector::of(outer, frame),
        });
        let ground = match level.ground {
            Ground::Colour(colour) | Ground::Assumed(colour) => colour,
            Ground::Unknown => css::Colour::WHITE,
        };
        let mut inside = Level::root(viewport.page, viewport.fixed, ground);
        let seen = level.judge(&level.own, rect, 8.0);
        inside.hidden = level.hidden.or((seen != Visibility::Shown).then_some(seen));
        inside.opacity = level.opacity;
        inside.ground = level.ground;
        let scope = Scope {
            only_footer: document.by_tag("footer").at(1).is_none(),
            document,
            frame: Some(index),
            level: inside,
            viewport: viewport.rect,
            scroll: viewport.scroll,
            top: false,
            range,
            last_parent: Default::default(),
            canvas: ground,
        };
        self.depth += 1;
        self.document(scope);
        self.depth -= 1;
    }

    /// Looks at one document: the page, or that of a frame.
    pub(crate) fn document(&mut self, scope: Scope) {
        let anchors = self.anchors(&scope);
        let mut scan = Scan::new(self, scope);
        scan.run(anchors);
        let Scan { capture, scope, .. } = scan;
        if !is_large(&scope.document) {
            capture.pictures_elsewhere(&scope);
        }
    }

    /// What windows are made around, in document order.
    fn anchors(&mut self, scope: &Scope) -> Vec<Anchor> {
        let document = &scope.document;
        let Some(root) = document.root() else {
            return Vec::new();
        };
        let found = self
            .finder
            .find(&scope.range, &document.body().unwrap_or(root));
        let search = !is_large(document) || !found.foot_is_marked;
        self.count_unread(UnreadKind::Candidate, found.left_out);
        // Each anchor with the node of the document itself that says where it stands.
        let mut anchors: Vec<(Node, Anchor)> = found
            .nodes
            .into_iter()
            .map(|node| (node.clone(), Anchor::Node(node)))
            .collect();
        if !is_large(document) {
            for link in candidates::links(document) {
                anchors.push((link.clone().into(), Anchor::Node(link.into())));
            }
        }
        for (host, root) in self.shadow_roots(scope, search) {
            let found = self.finder.find(&scope.range, &root);
            self.count_unread(UnreadKind::Candidate, found.left_out);
            for node in found.nodes {
                anchors.push((host.clone().into(), Anchor::Node(node)));
            }
        }
        for frame in self.frames_of(scope) {
            anchors.push((frame.clone().into(), Anchor::Frame(frame)));
        }
        // A stable sort of a few sorted runs; `compareDocumentPosition` answers FOLLOWING (4) or PRECEDING (2).
        anchors.sort_by(|(a, _), (b, _)| match a.compare_document_position(b) {
            position if position & 4 != 0 => std::cmp::Ordering::Less,
            position if position & 2 != 0 => std::cmp::Ordering::Greater,
            _ => std::cmp::Ordering::Equal,
        });
        anchors.into_iter().map(|(_, anchor)| anchor).collect()
    }
}

/// Whether each question to all elements of a document is one too many.
fn is_large(document: &Document) -> bool {
    document.by_tag("*").length() > LARGE
}

/// The document in a frame, when this origin may look into it.
fn content_document(frame: &Element, name: &str) -> Option<Document> {
    match name {
        "iframe" => frame
            .unchecked_ref::<HTMLIFrameElement>()
            .document()
            .ok()
            .flatten(),
        "frame" => frame
            .unchecked_ref::<HTMLFrameElement>()
            .document()
            .ok()
            .flatten(),
        _ => None,
    }
}
