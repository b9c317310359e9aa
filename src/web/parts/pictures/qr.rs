//! A QR code as one path, for a template to draw: no image, no script.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode as Code};

use crate::web::http::error::WebError;

/// A QR code, with the quiet margin that readers ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// How many squares it is wide and high, the margin included.
    pub size: usize,
    /// Its dark squares, a run of them at a time.
    pub path: String,
}

/// How many squares of nothing there are around it.
const MARGIN: usize = 4;

impl QrCode {
    /// Draws a text.
    ///
    /// # Errors
    /// [`WebError::Fault`], where the text is longer than any QR code.
    pub fn of(text: &str) -> Result<Self, WebError> {
        let fault = |e: qrcode::types::QrError| WebError::Fault(format!("a QR code could not be drawn: {e}"));
        let code = Code::with_error_correction_level(text, EcLevel::M).map_err(fault)?;
        let width = code.width();
        let mut path = String::new();
        for (row, squares) in code.to_colors().chunks(width).enumerate() {
            let mut column = 0;
            for run in squares.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    let (x, y, length) = (column + MARGIN, row + MARGIN, run.len());
                    // Writing into a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
                }
                column += run.len();
            }
        }
        Ok(Self { size: width + 2 * MARGIN, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finders_stand_in_three_corners_within_a_quiet_margin() {
        let drawn = QrCode::of("otpauth://totp/Hello:Ada").unwrap();
        let far = drawn.size - MARGIN - 7;
        for (x, y) in [(MARGIN, MARGIN), (far, MARGIN), (MARGIN, far)] {
            assert!(drawn.path.contains(&format!("M{x} {y}h7v1h-7z")), "{x} {y}");
        }
        assert!(!drawn.path.contains(&format!("M{far} {far}h7v1h-7z")));
        assert!(!drawn.path.contains("M3 ") && !drawn.path.contains(&format!("M{} ", drawn.size - MARGIN)));
    }

    #[test]
    fn a_text_longer_than_any_code_is_no_panic() {
        assert!(QrCode::of(&"x".repeat(4000)).is_err());
    }
}
