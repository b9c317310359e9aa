//! The one currency of the shop, by ISO 4217: how many decimals its amounts have, and how they are written.

use super::money::Money;
use super::words;
use rust_decimal::Decimal;

/// What stands in the list where a currency has no sign.
const NO_SIGN: char = '¤';

/// A currency in which one can pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(iso_currency::Currency);

/// That of a shop which names none.
impl Default for Currency {
    fn default() -> Self {
        Self(iso_currency::Currency::EUR)
    }
}

impl Currency {
    /// The currency of a code, like EUR; `None` for what ISO 4217 does not know, or gives no decimals, as it does with gold.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let known = iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase())?;
        known.exponent().is_some_and(|decimals| u32::from(decimals) <= Money::MOST_DECIMALS).then_some(Self(known))
    }

    /// Every currency in which one can pay, by its code.
    pub fn all() -> impl Iterator<Item = Self> {
        let letters = || 'A'..='Z';
        let codes = letters().flat_map(move |a| letters().flat_map(move |b| letters().map(move |c| String::from_iter([a, b, c]))));
        codes.filter_map(|code| Self::of(&code))
    }

    /// That in which a country is paid, by the two letters of ISO 3166, like GB.
    #[must_use]
    pub fn of_country(letters: &str) -> Option<Self> {
        let country = letters.to_ascii_uppercase().parse().ok()?;
        // Funds, and what is paid no longer, bear a flag.
        let ordinary = iso_currency::Currency::from_country(country).into_iter().filter(|currency| currency.flags().is_empty());
        ordinary.map(|currency| currency.code()).find_map(Self::of)
    }

    /// What it is called: "Euro".
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// Its three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The sign beside an amount: "€", or the code where the sign is that of other currencies too.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self.code() {
            "EUR" => "€",
            "GBP" => "£",
            "USD" => "$",
            code => code,
        }
    }

    /// What people write beside an amount of it: the code, the sign, and the sign that ISO's list has, the longest first.
    pub(super) fn marks(self) -> [String; 3] {
        let mut marks = [self.code().to_owned(), self.sign().to_owned(), self.0.symbol().symbol.replace(NO_SIGN, "")];
        marks.sort_unstable_by_key(|mark| std::cmp::Reverse(mark.len()));
        marks
    }

    /// How many decimals an amount has: 2 in EUR, 0 in JPY, 3 in KWD, 4 in CLF.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// An amount of so many of its smallest unit; `None` where that is out of range.
    #[must_use]
    pub fn smallest(self, units: i64) -> Option<Money> {
        Decimal::try_new(units, self.decimals()).ok().filter(|amount| *amount <= self.greatest()).and_then(Money::from_decimal)
    }

    /// The greatest amount: twelve digits.
    #[must_use]
    pub fn greatest(self) -> Decimal {
        Decimal::new(Money::MOST_UNITS, self.decimals())
    }

    /// An amount in digits and a point, with the currency's decimals, and all that it has of its own: "1250.00".
    #[must_use]
    pub fn plain(self, amount: Decimal) -> String {
        let mut shown = amount.normalize();
        if shown.scale() < self.decimals() {
            shown.rescale(self.decimals());
        }
        shown.to_string()
    }

    /// An amount as pages show it: "1,250.00 €".
    #[must_use]
    pub fn written(self, amount: Decimal) -> String {
        let plain = self.plain(amount.abs());
        let (whole, decimals) = plain.find('.').map_or((plain.as_str(), ""), |point| plain.split_at(point));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), words::thousands);
        let less = if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "" };
        format!("{less}{whole}{decimals}\u{a0}{}", self.sign())
    }

    /// An amount to show how one types them: "24.90", "2490" where there are no decimals.
    #[must_use]
    pub fn example(self) -> String {
        self.plain(if self.decimals() == 0 { Decimal::new(2490, 0) } else { Decimal::new(249, 1) })
    }

    /// Which keys a telephone offers for an amount, as `inputmode` names them.
    #[must_use]
    pub fn keys(self) -> &'static str {
        if self.decimals() == 0 { "numeric" } else { "decimal" }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[test]
    fn a_currency_is_one_of_iso_4217_in_which_one_can_pay() {
        assert!(Currency::all().count() > 150);
        for code in ["Euro", "", "E", "ABC", "XXX", "XTS", "XAU", "€", "EUR ,", "12A"] {
            assert_eq!(Currency::of(code), None, "{code}");
        }
        assert_eq!(Currency::of(" eur "), Currency::of("EUR"));
    }

    #[test]
    fn its_decimals_are_those_of_iso_4217() {
        for (decimals, codes) in [
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
            (2, "AUD BRL CHF CNY CZK EUR GBP HUF INR MXN NZD PLN SEK TRY TWD USD ZAR"),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
            (4, "CLF UYW"),
        ] {
            for code in codes.split(' ') {
                assert_eq!(Currency::of(code).map(Currency::decimals), Some(decimals), "{code}");
            }
        }
    }

    #[test]
    fn an_amount_is_written_with_the_decimals_of_its_currency() {
        for (code, amount, written) in [
            ("EUR", "1234567.5", "1,234,567.50\u{a0}€"),
            ("EUR", "0", "0.00\u{a0}€"),
            ("EUR", "-0.5", "-0.50\u{a0}€"),
            ("USD", "12", "12.00\u{a0}$"),
            ("GBP", "999.99", "999.99\u{a0}£"),
            ("CHF", "1000", "1,000.00\u{a0}CHF"),
            ("JPY", "125000", "125,000\u{a0}JPY"),
            ("JPY", "125000.00", "125,000\u{a0}JPY"),
            ("JPY", "12.5", "12.5\u{a0}JPY"),
            ("KWD", "12.345", "12.345\u{a0}KWD"),
            ("KWD", "1234.5", "1,234.500\u{a0}KWD"),
            ("CLF", "1.25", "1.2500\u{a0}CLF"),
        ] {
            assert_eq!(Currency::of(code).unwrap().written(amount.parse().unwrap()), written, "{code} {amount}");
        }
    }
}
