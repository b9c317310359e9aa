use super::*;
use crate::shop::Currency;
use proptest::prelude::*;
use proptest::sample::select;

fn currency(code: &str) -> Currency {
    Currency::of(code).unwrap()
}

fn read(code: &str, typed: &str) -> Result<String, String> {
    currency(code).read(typed).map(|money| money.to_string())
}

#[test]
fn an_amount_that_can_mean_one_thing_only_is_read() {
    for (code, typed, amount) in [
        ("EUR", "24.90", "24.90"),
        ("EUR", "24,9", "24.90"),
        ("EUR", " 7 ", "7.00"),
        ("EUR", "0", "0.00"),
        ("EUR", "007", "7.00"),
        ("EUR", "99999999.99", "99999999.99"),
        ("EUR", "9,999,999,999.99", "9999999999.99"),
        ("EUR", "1,250.00\u{a0}€", "1250.00"),
        ("EUR", "1\u{202f}250,00\u{202f}€", "1250.00"),
        ("EUR", "1 250", "1250.00"),
        ("EUR", "1'250.50", "1250.50"),
        ("CHF", "1’250.50 CHF", "1250.50"),
        ("EUR", "1.250,50", "1250.50"),
        ("EUR", "1,250.5", "1250.50"),
        ("EUR", "1,250,000", "1250000.00"),
        ("EUR", "1.250.000", "1250000.00"),
        ("EUR", "1234,5", "1234.50"),
        ("EUR", "25 €", "25.00"),
        ("EUR", "€25", "25.00"),
        ("EUR", "EUR 25", "25.00"),
        ("EUR", "25eur", "25.00"),
        ("EUR", "\u{feff}€\u{a0}25\u{200e}", "25.00"),
        ("EUR", ".50", "0.50"),
        ("EUR", ",5", "0.50"),
        ("EUR", "5.", "5.00"),
        ("EUR", "1,234.", "1234.00"),
        ("EUR", "0,50", "0.50"),
        ("USD", "$1,234.56", "1234.56"),
        ("INR", "₹1,23,456.00", "123456.00"),
        ("PLN", "25,50 zł", "25.50"),
        ("JPY", "125,000\u{a0}JPY", "125000"),
        ("JPY", "2490", "2490"),
        ("JPY", "1,234", "1234"),
        ("JPY", "￥２，４９０", "2490"),
        ("JPY", "¥ 2490", "2490"),
        ("JPY", "5.", "5"),
        ("JPY", "1.234.567", "1234567"),
        ("KWD", "12.345", "12.345"),
        ("KWD", "1,234.500\u{a0}KWD", "1234.500"),
        ("KWD", "1234,567", "1234.567"),
        ("KWD", "0,567", "0.567"),
        ("KWD", "1 234,567", "1234.567"),
        ("KWD", "12,34", "12.340"),
        ("KWD", "12.345 د.ك", "12.345"),
        ("KWD", "١٢٫٣٤٥", "12.345"),
        ("KWD", "١٬٢٣٤٫٥", "1234.500"),
        ("INR", "₹५००", "500.00"),
        ("CLF", "1.2345", "1.2345"),
        ("CLF", "1.234", "1.2340"),
    ] {
        assert_eq!(read(code, typed), Ok(amount.to_owned()), "{code} {typed}");
    }
}

#[test]
fn a_refusal_names_what_is_wrong_with_this_amount() {
    for (code, typed, sentence) in [
        ("EUR", "", "Enter a price, like 24.90"),
        ("EUR", "€", "Enter a price, like 24.90"),
        ("JPY", " ", "Enter a price, like 2490"),
        ("KWD", "", "Enter a price, like 24.900"),
        ("EUR", "-3", "Enter a price of 0.00 or more"),
        ("EUR", "−0,50 €", "Enter a price of 0.00 or more"),
        ("JPY", "¥-3", "Enter a price of 0 or more"),
        ("EUR", "10000000000", "Enter a price of at most 9999999999.99"),
        ("JPY", "1000000000000", "Enter a price of at most 999999999999"),
        ("CLF", "100000000", "Enter a price of at most 99999999.9999"),
        ("EUR", "1,234", "“1,234” could mean 1234.00 or 1.23; enter the price without separators between thousands"),
        ("EUR", "1.234", "“1.234” could mean 1234.00 or 1.23; enter the price without separators between thousands"),
        ("EUR", "24.905 €", "“24.905 €” could mean 24905.00 or 24.91; enter the price without separators between thousands"),
        ("KWD", "1,234", "“1,234” could mean 1234.000 or 1.234; enter the price without separators between thousands"),
        ("JPY", "1.234", "“1.234” could mean 1234 or 1; enter the price without separators between thousands"),
        ("EUR", "0.567", "“0.567” has 3 decimals, and EUR has 2 decimals; enter a price like 24.90"),
        ("EUR", "1,234.567", "“1,234.567” has 3 decimals, and EUR has 2 decimals; enter a price like 24.90"),
        ("JPY", "24.9", "“24.9” has 1 decimal, and JPY has none; enter a price like 2490"),
        ("KWD", "12.3456", "“12.3456” has 4 decimals, and KWD has 3 decimals; enter a price like 24.900"),
        ("EUR", "12 50", "“12 50” has separators where no thousands end; enter the price without them, like 24.90"),
        ("EUR", "1,2,3", "“1,2,3” has separators where no thousands end; enter the price without them, like 24.90"),
        ("EUR", "1.234,567.89", "“1.234,567.89” has separators where no thousands end; enter the price without them, like 24.90"),
        ("EUR", "cheap", "“cheap” is no amount in EUR; enter a price like 24.90"),
        ("EUR", "25 USD", "“25 USD” is no amount in EUR; enter a price like 24.90"),
        ("EUR", "$25", "“$25” is no amount in EUR; enter a price like 24.90"),
        ("JPY", "1e3", "“1e3” is no amount in JPY; enter a price like 2490"),
        ("EUR", "+5", "“+5” is no amount in EUR; enter a price like 24.90"),
        ("EUR", "NaN", "“NaN” is no amount in EUR; enter a price like 24.90"),
        ("EUR", "½", "“½” is no amount in EUR; enter a price like 24.90"),
        ("EUR", "5²", "“5²” is no amount in EUR; enter a price like 24.90"),
        ("EUR", ".", "“.” is no amount in EUR; enter a price like 24.90"),
        ("EUR", "-", "“-” is no amount in EUR; enter a price like 24.90"),
        ("EUR", &"9x".repeat(40), "“9x9x9x9x9x9x9x9x9x9x9x9x9x9x9x…” is no amount in EUR; enter a price like 24.90"),
    ] {
        assert_eq!(read(code, typed), Err(sentence.to_owned()), "{code} {typed}");
    }
    assert_eq!(currency("EUR").read_called("refund", ""), Err("Enter a refund, like 24.90".to_owned()));
}

#[test]
fn the_greatest_amount_and_the_example_can_be_typed_in_every_currency() {
    for currency in Currency::all() {
        let greatest = currency.smallest(Money::MOST_UNITS).unwrap();
        assert_eq!(currency.read(&currency.written(greatest.amount())), Ok(greatest), "{}", currency.code());
        assert!(currency.smallest(Money::MOST_UNITS + 1).is_none() && currency.smallest(-1).is_none());
        assert!(currency.read(&currency.example()).is_ok(), "{}", currency.code());
    }
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed_in_every_currency(
        currency in select(Currency::all().collect::<Vec<_>>()), units in prop_oneof![0..=99_999i64, 0..=Money::MOST_UNITS], spaces in select(vec![" ", "\u{a0}", "\u{202f}", ""])
    ) {
        let money = currency.smallest(units).unwrap();
        let (plain, written) = (currency.plain(money.amount()), currency.written(money.amount()));
        let bare = written.split('\u{a0}').next().unwrap();
        let marks = currency.marks();
        let shown = [plain.clone(), written.replace('\u{a0}', spaces), bare.to_owned()];
        let marked = marks.iter().flat_map(|mark| [format!("{mark}{spaces}{plain}"), format!("{bare}{spaces}{mark}"), format!("{bare}{spaces}{}", mark.to_lowercase())]);
        for typed in shown.into_iter().chain(marked) {
            let read = currency.read(&typed);
            prop_assert_eq!(read.as_ref(), Ok(&money), "{}", typed);
            prop_assert_eq!(read.unwrap().amount().scale(), currency.decimals());
        }
    }

    #[test]
    fn no_typed_text_makes_the_reader_panic(currency in select(Currency::all().collect::<Vec<_>>()), typed in prop_oneof!["\\PC{0,40}", "[-−0-9., '’€A-Z\u{a0}]{0,40}", "[0-9]{0,60}"]) {
        if let Ok(money) = currency.read(&typed) {
            prop_assert!(money.amount() <= currency.greatest());
        }
    }
}
