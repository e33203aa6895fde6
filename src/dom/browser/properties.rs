//! Lists the properties that are read at once. Only a member of a list can be asked for, and every member is read: one that
//! nobody asks for is a warning of the compiler.

use crate::dom::browser::facts::List;

/// Makes an enumeration of properties, each with the name that the browser knows it by.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident { $($member:ident = $name:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) enum $list {
            $($member),*
        }

        impl List for $list {
            const NAMES: &'static [&'static str] = &[$($name),*];

            fn index(self) -> usize {
                self as usize
            }
        }
    )*};
}

lists! {
    /// Computed properties that say how an element and all in it is drawn.
    Style {
        Display = "display",
        Visibility = "visibility",
        Opacity = "opacity",
        Position = "position",
        OverflowX = "overflowX",
        OverflowY = "overflowY",
        Clip = "clip",
        ClipPath = "clipPath",
        Filter = "filter",
        Transform = "transform",
        Contain = "contain",
        WillChange = "willChange",
        ContentVisibility = "contentVisibility",
        FontSize = "fontSize",
        TextFillColor = "webkitTextFillColor",
        BackgroundColor = "backgroundColor",
        BackgroundImage = "backgroundImage",
        BackgroundClip = "backgroundClip",
        Bottom = "bottom",
        Top = "top",
        TextShadow = "textShadow",
        ZIndex = "zIndex",
        BackfaceVisibility = "backfaceVisibility",
        MaskImage = "maskImage",
        MixBlendMode = "mixBlendMode",
    }

    /// Computed properties of `::before` and `::after`, besides their style: what they draw and where.
    Generated {
        Content = "content",
        Left = "left",
        Width = "width",
        Height = "height",
    }

    /// Computed properties that are asked of few elements.
    Rare {
        Direction = "direction",
        WritingMode = "writingMode",
        PointerEvents = "pointerEvents",
        ColorScheme = "colorScheme",
    }

    /// How far an element is scrolled, and how far it can be.
    Scroll {
        ScrollWidth = "scrollWidth",
        ScrollHeight = "scrollHeight",
        ClientWidth = "clientWidth",
        ClientHeight = "clientHeight",
        ScrollLeft = "scrollLeft",
        ScrollTop = "scrollTop",
        ClientLeft = "clientLeft",
        ClientTop = "clientTop",
    }

    /// What the markup calls an element.
    Identity {
        Id = "id",
        ClassName = "className",
        Role = "role",
    }

    /// Where a link leads.
    Link {
        Href = "href",
        Target = "target",
    }

    /// Where a script comes from.
    Script { Src = "src" }

    /// What a picture is made of.
    Image {
        CurrentSrc = "currentSrc",
        Src = "src",
        Data = "data",
        Alt = "alt",
        Title = "title",
        NaturalWidth = "naturalWidth",
        NaturalHeight = "naturalHeight",
        Complete = "complete",
        Width = "width",
        Height = "height",
    }
}
