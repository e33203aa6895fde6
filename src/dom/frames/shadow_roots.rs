//! Finds the shadow roots of a document.

use js_sys::Set;
use wasm_bindgen::{JsCast, JsValue};

use beian_lens_core::snapshot::UnreadKind;

use crate::dom::browser::bindings::{DocumentFragment, Element, ShadowRoot};
use crate::dom::browser::flat_tree::element;
use crate::dom::browser::rect::ClientRect;
use crate::dom::captured::Captured;
use crate::dom::pictures::unreadable::carries_line;
use crate::dom::scope::Scope;

/// Maximum number of possible shadow hosts of one document that are asked.
const MOST_HOSTS: u32 = 3_000;
/// Maximum number of shadow roots of one document that are looked into.
const MOST_ROOTS: usize = 400;
/// Maximum number of elements of one shadow tree that are asked whether they are hosts themselves.
const MOST_INSIDE: u32 = 2_000;
/// Looks for one element that may be a host.
const HOST: u32 = 5;

/// How many elements at the end of a large document are asked whether they are shadow hosts.
const LAST: u32 = 1_500;
/// Whatever is not an element of HTML or SVG, the most frequent names first: what is left are custom elements.
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

/// The shadow roots of a document that were found, each with the outermost host that it is in.
struct Found {
    roots: Vec<(Element, ShadowRoot)>,
    known: Set,
}

/// Shadow roots below a document, with the outermost host of each, in document order of those hosts.
///
/// No query finds hosts as such. A small document is searched for whatever may be one. In a large one that search
/// would cost more than all the rest, so the end of it is asked element by element, and the search is made only when
/// the end of the document's own text does not hold both numbers.
pub(crate) fn shadow_roots(
    captured: &mut Captured,
    scope: &Scope,
    search: bool,
) -> Vec<(Element, ShadowRoot)> {
    let document = &scope.document;
    let mut found = Found {
        roots: Vec::new(),
        known: Set::new(&JsValue::UNDEFINED),
    };
    if search {
        for selectors in [NOT_BUILT_IN, POSSIBLE_HOSTS] {
            let Ok(possible) = document.query_all(selectors) else {
                continue;
            };
            for index in 0..possible.length().min(MOST_HOSTS) {
                let Some(host) = possible.item(index) else {
                    break;
                };
                if let Some(parent) = host.parent().as_ref().and_then(element)
                    && host.attribute("slot").is_some()
                {
                    found.ask(captured, scope, parent.clone());
                }
                found.ask(captured, scope, host);
            }
            let left_out = possible.length().saturating_sub(MOST_HOSTS);
            captured.count_unread(UnreadKind::Candidate, left_out as usize);
        }
    } else {
        let all = document.by_tag("*");
        for index in all.length().saturating_sub(LAST)..all.length() {
            if let Some(host) = all.at(index) {
                found.ask(captured, scope, host);
            }
        }
    }
    found.ask_inside(captured, scope);
    found.roots
}

impl Found {
    /// Asks an element for its shadow root.
    fn ask(&mut self, captured: &mut Captured, scope: &Scope, host: Element) {
        scope.reader.looks.finding.spend(HOST);
        let name = host.local_name();
        let tree = &scope.reader.tree;
        let Some(root) = tree.shadow_of(&host, &name) else {
            if !tree.opens_closed() && seems_closed(&host, &name) {
                let rect = ClientRect::from(&host.bounding_rect());
                let (what, level) = (UnreadKind::ClosedShadowRoot, &scope.level);
                captured.note_unreadable(what, &level.flow, rect, &level.within, false);
            }
            return;
        };
        self.add(captured, host, root);
    }

    fn add(&mut self, captured: &mut Captured, host: Element, root: ShadowRoot) {
        if self.known.has(&root) {
            return;
        }
        if self.roots.len() >= MOST_ROOTS {
            captured.count_unread(UnreadKind::Candidate, 1);
            return;
        }
        self.known.add(&root);
        self.roots.push((host, root));
    }

    /// Finds roots inside roots; each keeps its outermost host.
    fn ask_inside(&mut self, captured: &mut Captured, scope: &Scope) {
        let looks = &scope.reader.looks.finding;
        let mut index = 0;
        while let Some((host, root)) = self.roots.get(index).cloned() {
            index += 1;
            let Ok(inside) = root.unchecked_ref::<DocumentFragment>().query_all("*") else {
                continue;
            };
            let mut asked = 0;
            while asked < inside.length().min(MOST_INSIDE) && looks.is_open() {
                let Some(inner) = inside.item(asked) else {
                    break;
                };
                asked += 1;
                looks.spend(HOST);
                if let Some(root) = scope.reader.tree.shadow_of(&inner, &inner.local_name()) {
                    self.add(captured, host.clone(), root);
                }
            }
            let left_out = inside.length().saturating_sub(asked);
            captured.count_unread(UnreadKind::Candidate, left_out as usize);
        }
    }
}

/// Whether an element is a custom element that draws something though it holds nothing: its shadow root is closed.
fn seems_closed(element: &Element, name: &str) -> bool {
    name.contains('-')
        && element.first_child().is_none()
        && carries_line(ClientRect::from(&element.bounding_rect()))
}
