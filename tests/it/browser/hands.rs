//! What somebody does at a page: finds things by the words on them, clicks and types.

use super::Tab;
use serde_json::{Value, json};

/// What finds things in a page: what can be seen, what is written on it, and the place to click.
const EYES: &str = r"
    const words = element => element.textContent.replace(/\s+/g, ' ').trim();
    const isSeen = element => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
    const pressable = text => ['main', 'body'].flatMap(root => [...document.querySelectorAll(`:is(dialog[open], ${root}) :is(a, button, summary)`)])
        .filter(isSeen).find(element => words(element) === text);
    const caption = label => {
        const copy = label.cloneNode(true);
        for (const other of copy.querySelectorAll('input, select, textarea, .select, .hint, .optional')) other.remove();
        return words(copy);
    };
    const labelled = text => ['main', 'body'].flatMap(root => [...document.querySelectorAll(`${root} label`)])
        .find(label => caption(label) === text)?.control;
    const choice = text => [...document.querySelectorAll('main label')].filter(isSeen).find(label => words(label).startsWith(text));
    const place = element => {
        if (!element) return null;
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = element.getClientRects()[0];
        if (!box) return null;
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const hit = document.elementFromPoint(x, y);
        return hit && (element.contains(hit) || hit.contains(element)) ? [x, y] : null;
    };
";

impl Tab {
    /// Clicks the link or button with these words on it.
    #[track_caller]
    pub fn presses(&self, text: &str) {
        self.click_at(text, &format!("pressable({})", json!(text)), 1);
    }

    /// Clicks it twice, as those do who learned it elsewhere.
    #[track_caller]
    pub fn double_clicks(&self, text: &str) {
        self.click_at(text, &format!("pressable({})", json!(text)), 2);
    }

    /// Clicks it and waits for the page that comes.
    #[track_caller]
    pub fn follows(&self, text: &str) {
        self.until_new(|| self.presses(text));
    }

    /// Clicks what fits.
    #[track_caller]
    pub fn clicks(&self, css: &str) {
        self.click_at(css, &format!("document.querySelector({})", json!(css)), 1);
    }

    /// Takes the choice whose label begins with these words.
    #[track_caller]
    pub fn chooses(&self, text: &str) {
        self.click_at(text, &format!("choice({})", json!(text)), 1);
    }

    /// Types into the field with this label, in place of what stands there.
    #[track_caller]
    pub fn fills(&self, label: &str, text: &str) {
        self.click_at(label, &format!("labelled({})", json!(label)), 1);
        self.ask("document.activeElement.select?.()");
        if text.is_empty() {
            self.key("Delete");
        }
        self.types(text);
    }

    /// Picks an option from the list with this label, by its first letters.
    #[track_caller]
    pub fn picks(&self, label: &str, option: &str) {
        self.see(label, &format!("labelled({0}) && (labelled({0}).focus(), true)", json!(label)));
        self.types(option);
    }

    /// What stands in the field with this label.
    #[track_caller]
    pub fn value(&self, label: &str) -> String {
        self.see(label, &format!("labelled({})?.value ?? null", json!(label))).as_str().unwrap().to_owned()
    }

    /// Types wherever the focus is, letter by letter.
    pub fn types(&self, text: &str) {
        for letter in text.chars() {
            self.strike(&letter.to_string(), Some(letter.to_string()), 0);
        }
    }

    /// Strikes a key that writes nothing, or Enter.
    pub fn key(&self, name: &str) {
        let (text, code) = match name {
            "Enter" => (Some("\r".to_owned()), 13),
            "Tab" => (None, 9),
            "Escape" => (None, 27),
            "Delete" => (None, 46),
            "Home" => (None, 36),
            "ArrowUp" => (None, 38),
            "ArrowDown" => (None, 40),
            _ => panic!("no such key: {name}"),
        };
        self.strike(name, text, code);
    }

    fn strike(&self, key: &str, text: Option<String>, code: u32) {
        let down = if text.is_some() { "keyDown" } else { "rawKeyDown" };
        for kind in [down, "keyUp"] {
            let text = text.as_ref().filter(|_| kind == down);
            self.tell(
                "Input.dispatchKeyEvent",
                json!({ "type": kind, "key": key, "text": text.map_or("", String::as_str), "windowsVirtualKeyCode": code }),
            );
        }
    }

    /// Waits for something to be seen that stays where it is, and clicks into its middle.
    #[track_caller]
    fn click_at(&self, what: &str, element: &str, times: u32) {
        let place = || self.see(what, &format!("place({element})"));
        let mut here = place();
        loop {
            let again = place();
            if here == again {
                break;
            }
            here = again;
        }
        for nth in 1..=times {
            for kind in ["mousePressed", "mouseReleased"] {
                self.tell(
                    "Input.dispatchMouseEvent",
                    json!({ "type": kind, "x": here[0], "y": here[1], "button": "left", "clickCount": nth }),
                );
            }
        }
    }

    /// Waits until an expression about what can be seen is worth something.
    #[track_caller]
    pub fn see(&self, what: &str, expression: &str) -> Value {
        self.until(what, &format!("(() => {{ {EYES} return {expression} }})()"))
    }
}
