//! What the shop answered.

use scraper::{Html, Selector};
use ureq::{
    Body,
    http::{HeaderMap, Response},
};

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn try_to_read(mut response: Response<Body>) -> Result<Self, ureq::Error> {
        let body = response.body_mut().with_config().limit(1 << 26).read_to_vec()?;
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Self { status: response.status().as_u16(), headers: response.headers().clone(), body })
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The texts of the elements that fit, with white space as a reader sees it.
    pub fn select(&self, css: &str) -> Vec<String> {
        let selector = Selector::parse(css).unwrap();
        let page = Html::parse_document(&self.body);
        page.select(&selector).map(|element| plain(&element.text().collect::<String>())).collect()
    }

    /// The text of the one element that fits.
    pub fn text(&self, css: &str) -> String {
        let mut found = self.select(css);
        assert_eq!(found.len(), 1, "{css} in {}", self.body);
        found.remove(0)
    }

    /// An attribute of the elements that fit.
    pub fn attr(&self, css: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(css).unwrap();
        let page = Html::parse_document(&self.body);
        page.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// What stands in the input of this name.
    pub fn value(&self, field: &str) -> String {
        self.attr(&format!("main [name={field}]"), "value").into_iter().next().unwrap_or_default()
    }

    /// Whether a field of the form has this, written into it or chosen.
    pub fn keeps(&self, field: &str, typed: &str) -> bool {
        let has = |css: String, name: &str| self.attr(&css, name).iter().any(|value| value == typed);
        self.value(field) == typed
            || has(format!("main [name={field}][checked]"), "value")
            || self.select(&format!("main textarea[name={field}]")).iter().any(|text| text == typed)
    }

    /// The hidden fields of the page's main form.
    pub fn hidden_fields(&self) -> Vec<(String, String)> {
        let selector = Selector::parse("main form input[type=hidden]").unwrap();
        let page = Html::parse_document(&self.body);
        let pair = |element: scraper::ElementRef<'_>| Some((element.attr("name")?.to_owned(), element.attr("value")?.to_owned()));
        page.select(&selector).filter_map(pair).collect()
    }

    /// The page's title.
    pub fn title(&self) -> String {
        self.text("head title")
    }

    /// What is wrong with a field, as it stands beside it; and that all the rest of the GOV.UK manner is there.
    #[track_caller]
    pub fn field_error(&self, field: &str) -> String {
        assert!(self.title().starts_with("Error: "), "{}", self.title());
        assert_eq!(self.text(".problem h2"), "There is a problem");
        let sentence = self.text(&format!("#{field}-error")).replace("Error: ", "");
        let linked = self.select(&format!(".problem a[href='#{field}']"));
        assert_eq!(linked, std::slice::from_ref(&sentence), "the summary links to the field with the same sentence");
        assert_eq!(self.select(&format!("#{field}")).len(), 1, "the link leads to the field");
        assert!(!self.attr("main form", "novalidate").is_empty());
        sentence
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
