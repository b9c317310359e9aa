//! The text in which measures are told, read as strictly as OpenMetrics says.

use std::collections::{BTreeMap, BTreeSet};

/// All that was told at one moment.
pub struct Scrape {
    samples: BTreeMap<(String, Labels), f64>,
}

type Labels = BTreeMap<String, String>;

impl Scrape {
    /// Reads a text, and stops at the first thing that is not as it has to be.
    pub fn read(text: &str) -> Self {
        let body = text.strip_suffix("# EOF\n").expect("it ends with its end");
        assert!(!body.contains("# EOF"), "and ends once");
        let mut samples = BTreeMap::new();
        let mut families = BTreeSet::new();
        let (mut name, mut kind) = (String::new(), String::new());
        for line in body.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                name = help.split(' ').next().unwrap().to_owned();
                assert!(families.insert(name.clone()), "{name} is told once");
                assert!(is_name(&name) && help.ends_with('.') && help.len() > name.len() + 10, "{line}");
                kind.clear();
            } else if let Some(told) = line.strip_prefix("# TYPE ") {
                let (of, told) = told.split_once(' ').unwrap();
                assert!(of == name && kind.is_empty() && ["counter", "gauge", "histogram"].contains(&told), "{line}");
                told.clone_into(&mut kind);
            } else {
                let (sample, labels, value) = sample(line);
                let endings: &[&str] = match kind.as_str() {
                    "counter" => &["_total"],
                    "histogram" => &["_bucket", "_sum", "_count"],
                    "gauge" => &[""],
                    _ => panic!("{line} has no type before it"),
                };
                assert!(endings.iter().any(|ending| sample == format!("{name}{ending}")), "{line} in {name}");
                assert!(kind == "gauge" || value >= 0.0, "{line}");
                assert!(samples.insert((sample, labels), value).is_none(), "{line} is told twice");
            }
        }
        let scrape = Self { samples };
        scrape.sees_that_buckets_add_up();
        scrape
    }

    /// Each bucket holds those before it, and the last of them all.
    fn sees_that_buckets_add_up(&self) {
        let mut last: BTreeMap<(String, Labels), Vec<(f64, f64)>> = BTreeMap::new();
        for ((name, labels), value) in &self.samples {
            let Some(name) = name.strip_suffix("_bucket") else { continue };
            let mut labels = labels.clone();
            let le = labels.remove("le").unwrap();
            let le = if le == "+Inf" { f64::INFINITY } else { le.parse().unwrap() };
            last.entry((name.to_owned(), labels)).or_default().push((le, *value));
        }
        for ((name, labels), mut buckets) in last {
            buckets.sort_by(|a, b| a.partial_cmp(b).unwrap());
            assert!(buckets.is_sorted_by(|a, b| a.1 <= b.1), "{name} {labels:?}");
            let (le, all) = *buckets.last().unwrap();
            assert!(le.is_infinite() && self.samples[&(format!("{name}_count"), labels)] == all, "{name}");
        }
    }

    /// One sample, by all its labels.
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let labels = labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.samples.get(&(name.to_owned(), labels)).copied()
    }

    /// How many samples there are.
    pub fn series(&self) -> usize {
        self.samples.len()
    }

    /// The names of all samples.
    pub fn names(&self) -> BTreeSet<String> {
        self.samples.keys().map(|(name, _)| name.clone()).collect()
    }

    /// Every label that a sample has, with its value.
    pub fn labels(&self) -> BTreeSet<(String, String)> {
        self.samples.keys().flat_map(|(_, labels)| labels.clone()).collect()
    }
}

/// Whether something can be the name of a measure, or of a label.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `name{label="value",…} number`
fn sample(line: &str) -> (String, Labels, f64) {
    let (what, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line} is a sample"));
    let value = value.parse().unwrap_or_else(|_| panic!("{line} ends with a number"));
    let (name, mut rest) = what.split_once('{').map_or((what, ""), |(name, rest)| (name, rest.strip_suffix('}').unwrap()));
    assert!(is_name(name), "{line}");
    let mut labels = Labels::new();
    while !rest.is_empty() {
        let (label, after) = rest.split_once("=\"").unwrap();
        let mut value = String::new();
        let mut letters = after.char_indices();
        let end = loop {
            match letters.next().unwrap() {
                (at, '"') => break at,
                (_, '\\') => value.push(match letters.next().unwrap().1 {
                    'n' => '\n',
                    other => other,
                }),
                (_, letter) => value.push(letter),
            }
        };
        assert!(is_name(label) && labels.insert(label.to_owned(), value).is_none(), "{line}");
        rest = after[end + 1..].strip_prefix(',').unwrap_or(&after[end + 1..]);
    }
    (name.to_owned(), labels, value)
}
