//! Pictures: geometry in plain functions, so that it can be tested; the templates in `templates/pictures` only draw what stands here.
//!
//! Coordinates are the user units of the picture's view box, rounded to a tenth. Colours are the style sheet's.

pub mod months;
pub mod price;
pub mod qr;
pub mod stock;
pub mod tree;

/// A place in a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// Words in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Where they begin, end, or have their middle.
    pub at: Point,
    /// `start`, `middle` or `end`: the SVG attribute `text-anchor`.
    pub anchor: &'static str,
    /// The class that gives them their tone.
    pub tone: &'static str,
    /// The words.
    pub text: String,
}

impl Label {
    /// How much room a letter takes, generously: fonts are measured in browsers, not here.
    const LETTER: f64 = 6.9;

    /// How much room a line takes.
    const LINE: f64 = 14.0;

    /// From where to where the words reach, as far as that can be known without their font.
    #[must_use]
    pub fn reach(&self) -> (f64, f64) {
        let width = as_f64(self.text.chars().count()) * Self::LETTER;
        match self.anchor {
            "end" => (self.at.x - width, self.at.x),
            "middle" => (self.at.x - width / 2.0, self.at.x + width / 2.0),
            _ => (self.at.x, self.at.x + width),
        }
    }

    /// Whether the words would run into the others, were they on one line.
    #[must_use]
    pub fn collides(&self, other: &Self) -> bool {
        !self.is_apart(other, 4.0)
    }

    /// Whether the words would lie upon the others where they stand.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        (self.at.y - other.at.y).abs() < Self::LINE && self.collides(other)
    }

    /// Whether that much room would be between the words and the others, were they on one line.
    #[must_use]
    pub fn is_apart(&self, other: &Self, gap: f64) -> bool {
        let ((a, b), (c, d)) = (self.reach(), other.reach());
        a >= d + gap || c >= b + gap
    }
}

/// Keeps to tenths: nobody sees more, and the page stays small.
#[must_use]
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A count as a coordinate.
#[must_use]
pub fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A text for a place that holds so many letters; SVG does not break lines.
#[must_use]
pub fn fitted(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_letters_not_bytes() {
        assert_eq!(fitted("Bella", 5), "Bella");
        assert_eq!(fitted("Bellatrix", 5), "Bell…");
        assert_eq!(fitted("äääääää", 3), "ää…");
    }
}
