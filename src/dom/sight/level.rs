//! Tells what an element does to everything in it: where it is drawn, what cuts it off, what hides it, what lies under it.
//!
//! There is one [`Level`] per ancestor, computed once when the walk enters the element, so that each text and picture is
//! judged by its innermost level alone.

use beian_lens_core::snapshot::{Visibility, Within};

use crate::dom::browser::facts::Facts;
use crate::dom::browser::properties::Style;
use crate::dom::browser::rect::ClientRect;
use crate::dom::place::plane::Plane;
use crate::dom::style::colour::Colour;
use crate::dom::style::number::{number, pixels};
use crate::dom::style::{clip, transparency};

/// What is painted under a text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ground {
    /// This colour.
    Colour(Colour),
    /// This colour, if the positioned box that the text is in lies on its ancestors.
    Assumed(Colour),
    /// A picture or a gradient.
    Unknown,
}

/// What an element does to everything in it.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    /// For children in flow.
    pub(crate) flow: Plane,
    /// For absolutely positioned descendants.
    pub(crate) absolute: Plane,
    /// For fixed descendants.
    pub(crate) fixed: Plane,
    /// It is the containing block of absolutely positioned descendants.
    pub(crate) holds_absolute: bool,
    /// It is the containing block of fixed descendants as well.
    pub(crate) holds_fixed: bool,
    /// The plane of the element's own box.
    pub(crate) own: Plane,
    /// Why nothing in it is seen, when that is so whatever the descendants do.
    pub(crate) hidden: Option<Visibility>,
    /// `visibility` is `visible`.
    pub(crate) visible: bool,
    /// The product along the ancestors.
    pub(crate) opacity: f64,
    /// Whether a mask or a blend mode changes what is painted, so that colours do not tell how it looks.
    pub(crate) is_repainted: bool,
    /// In pixels.
    pub(crate) font_size: f64,
    /// What its text is painted with; `None` when it is not a plain colour.
    pub(crate) ink: Option<Colour>,
    /// What its text is painted on.
    pub(crate) ground: Ground,
    /// The markup it stands in, outermost first.
    pub(crate) within: Vec<Within>,
    /// The link that it is in.
    pub(crate) link: Option<usize>,
    /// `display: contents`: it has no box of its own.
    pub(crate) contents: bool,
    /// A line of text breaks at its edges.
    pub(crate) block: bool,
    /// A word breaks at its edges.
    pub(crate) boxed: bool,
}

impl Level {
    /// The level above the root element of a document.
    pub(crate) fn root(page: Plane, viewport: Plane, ground: Colour) -> Level {
        Level {
            flow: page,
            absolute: page,
            fixed: viewport,
            holds_absolute: true,
            holds_fixed: true,
            own: page,
            hidden: None,
            visible: true,
            opacity: 1.0,
            is_repainted: false,
            font_size: 16.0,
            ink: None,
            ground: Ground::Colour(ground),
            within: Vec::new(),
            link: None,
            contents: false,
            block: true,
            boxed: false,
        }
    }

    /// The level inside an element, without its overflow: the caller adds that, because only it can make surfaces.
    /// `rect` is asked for the element's border box only when it matters.
    pub(crate) fn inside(
        &self,
        style: &Facts<Style>,
        rect: &mut dyn FnMut() -> ClientRect,
    ) -> Level {
        let mut level = self.clone();
        let display = style.text(Style::Display);
        let position = style.text(Style::Position);
        level.own = match position {
            "fixed" => self.fixed,
            "absolute" => self.absolute,
            _ => self.flow,
        };
        level.flow = level.own;
        level.visible = style.text(Style::Visibility) == "visible";
        level.opacity *= number(style.text(Style::Opacity)).unwrap_or(1.0);
        let filter = style.text(Style::Filter);
        if filter.contains("opacity(") {
            level.opacity *= transparency::filter_opacity(filter);
        }
        let mask = style.text(Style::MaskImage);
        let blend = style.text(Style::MixBlendMode);
        level.is_repainted |= !matches!(mask, "none" | "") || !matches!(blend, "normal" | "");
        if transparency::masks_all(mask) {
            level.opacity = 0.0;
        }
        level.font_size = pixels(style.text(Style::FontSize));
        level.block = !(display.starts_with("inline")
            || display.starts_with("table-c")
            || display == "contents"
            || display.starts_with("ruby"));
        level.contents = display == "contents";
        level.boxed = display.starts_with("inline-") || display.starts_with("table-c");
        if level.hidden.is_none()
            && (display == "none" || style.text(Style::ContentVisibility) == "hidden")
        {
            level.hidden = Some(Visibility::NotRendered);
        }
        if level.hidden.is_none()
            && style.text(Style::BackfaceVisibility) == "hidden"
            && transparency::is_turned_away(style.text(Style::Transform))
        {
            level.hidden = Some(Visibility::VisibilityHidden);
        }
        level.cut(style, position, rect);
        let contains = style.text(Style::Transform) != "none"
            || filter != "none"
            || ["paint", "strict", "content", "layout"]
                .iter()
                .any(|word| style.text(Style::Contain).contains(word))
            || ["transform", "filter"]
                .iter()
                .any(|word| style.text(Style::WillChange).contains(word));
        level.holds_absolute = contains || position != "static";
        level.holds_fixed = contains;
        if level.holds_absolute {
            level.absolute = level.flow;
        }
        if level.holds_fixed {
            level.fixed = level.flow;
        }
        level.paint(style, position);
        level
    }

    /// `clip` and `clip-path` cut the element and all in it.
    fn cut(&mut self, style: &Facts<Style>, position: &str, rect: &mut dyn FnMut() -> ClientRect) {
        let clip_rect = style.text(Style::Clip);
        let clip_path = style.text(Style::ClipPath);
        let mut left = None;
        if clip_rect.starts_with("rect(") && matches!(position, "absolute" | "fixed") {
            left = clip::clip(clip_rect, rect());
        }
        if clip_path.contains('(') && !clip_path.starts_with("url(") {
            left = clip::clip_path(clip_path, rect()).or(left);
        }
        if let Some(left) = left {
            self.own.cut(left);
            self.flow.cut(left);
            self.absolute.cut(left);
            self.fixed.cut(left);
        }
    }

    fn paint(&mut self, style: &Facts<Style>, position: &str) {
        let image = style.text(Style::BackgroundImage);
        let on_text = style.text(Style::BackgroundClip).contains("text");
        let has_image = !matches!(image, "none" | "");
        self.ink = if on_text {
            None
        } else {
            Colour::parse(style.text(Style::TextFillColor))
        };
        if style.text(Style::TextShadow) != "none" {
            self.ink = None; // a shadow may carry what the colour does not
        }
        let colour = Colour::parse(style.text(Style::BackgroundColor));
        self.ground = match (self.ground, colour) {
            _ if has_image && !on_text => Ground::Unknown,
            (_, Some(colour)) if colour.alpha >= 1.0 && !on_text => Ground::Colour(colour),
            (ground, _) if on_text => ground,
            (Ground::Colour(ground), Some(colour)) if !matches!(position, "absolute" | "fixed") => {
                Ground::Colour(colour.over(ground))
            }
            (Ground::Colour(ground) | Ground::Assumed(ground), Some(colour)) => {
                Ground::Assumed(colour.over(ground))
            }
            (Ground::Unknown, _) | (_, None) => Ground::Unknown,
        };
    }

    /// The contrast of its text against a ground; `None` when it is not known.
    pub(crate) fn contrast_on(&self, ground: Colour) -> Option<f64> {
        let ink = self.ink.filter(|_| !self.is_repainted)?;
        let ink = Colour {
            alpha: ink.alpha * self.opacity.clamp(0.0, 1.0),
            ..ink
        };
        Some(ink.over(ground).contrast(ground))
    }

    /// What can be told without asking the browser again about a box of this level.
    pub(crate) fn judge(&self, plane: &Plane, rect: ClientRect, least: f64) -> Visibility {
        if let Some(hidden) = self.hidden {
            return hidden;
        }
        if !self.visible {
            return Visibility::VisibilityHidden;
        }
        if self.opacity < 0.05 {
            return Visibility::Transparent;
        }
        if rect.width() < least.min(2.0) || rect.height() < least {
            return Visibility::NoSize;
        }
        let reachable = rect.intersect(&plane.reach);
        if reachable.width() < rect.width() * LEAST_SHARE
            || reachable.height() < rect.height() * LEAST_SHARE
        {
            return Visibility::OffScreen;
        }
        let left = reachable.intersect(&plane.clip);
        if left.width() < rect.width() * LEAST_SHARE || left.height() < rect.height() * LEAST_SHARE
        {
            return Visibility::Clipped;
        }
        Visibility::Shown
    }
}

/// The share of a box's width and height that must be left for it to count as seen.
const LEAST_SHARE: f64 = 0.3;
