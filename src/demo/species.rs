//! What the shop keeps: kinds of animal with their prices, litters and ways of getting lost.

use super::calendar::Day;
use fastrand::Rng;

/// Where a kind of animal lives, and so where it gets lost and is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habitat {
    /// It walks about: cats, dogs.
    House,
    /// It lives behind wire: rabbits and what is smaller.
    Hutch,
    /// It flies.
    Cage,
    /// It swims.
    Tank,
    /// It is slow, and still gets away.
    Terrarium,
}

/// One kind of animal.
#[derive(Debug)]
pub(super) struct Kind {
    pub name: &'static str,
    pub habitat: Habitat,
    /// The usual price, in the smallest unit of the currency.
    pub price: i64,
    /// Of a hundred deliveries, about how many bring one of this kind.
    pub share: u32,
    /// The fewest and the most young at a time; none where the shop does not breed it.
    pub litter: (u32, u32),
    /// How old a mother is at least.
    pub matures: Day,
    /// How long after one litter the next may follow.
    pub rests: Day,
    /// How long the young stay with their mother before they are sold.
    pub weaned: Day,
    /// Days in the store between one loss and the next, on average.
    pub stays: f64,
}

macro_rules! kinds {
    ($($name:literal $habitat:ident $price:literal, share $share:literal, litter $least:literal to $most:literal,
       matures $matures:literal rests $rests:literal weaned $weaned:literal, stays $stays:literal;)+) => {
        &[$(Kind {
            name: $name,
            habitat: Habitat::$habitat,
            price: $price,
            share: $share,
            litter: ($least, $most),
            matures: $matures,
            rests: $rests,
            weaned: $weaned,
            stays: $stays,
        },)+]
    };
}

/// Every kind that the shop keeps.
pub(super) const KINDS: &[Kind] = kinds! {
    "Cat"        House     13_500, share 15, litter 3 to 5, matures 210 rests 110 weaned 63, stays 260.0;
    "Dog"        House     90_000, share 7,  litter 3 to 6, matures 300 rests 190 weaned 60, stays 500.0;
    "Rabbit"     Hutch     3_990,  share 12, litter 3 to 6, matures 150 rests 60  weaned 56, stays 350.0;
    "Guinea pig" Hutch     2_990,  share 10, litter 2 to 4, matures 90  rests 80  weaned 35, stays 450.0;
    "Hamster"    Hutch     1_490,  share 9,  litter 4 to 7, matures 60  rests 45  weaned 25, stays 200.0;
    "Rat"        Hutch     1_290,  share 5,  litter 4 to 8, matures 75  rests 45  weaned 35, stays 280.0;
    "Canary"     Cage      4_990,  share 8,  litter 3 to 5, matures 270 rests 90  weaned 35, stays 280.0;
    "Budgie"     Cage      2_490,  share 11, litter 3 to 6, matures 240 rests 90  weaned 40, stays 220.0;
    "Goldfish"   Tank      450,    share 9,  litter 0 to 0, matures 0   rests 0   weaned 0,  stays 2500.0;
    "Guppy"      Tank      350,    share 6,  litter 4 to 9, matures 80  rests 35  weaned 30, stays 2500.0;
    "Turtle"     Terrarium 8_900,  share 5,  litter 0 to 0, matures 0   rests 0   weaned 0,  stays 300.0;
    "Snail"      Terrarium 600,    share 3,  litter 4 to 8, matures 150 rests 60  weaned 40, stays 240.0;
};

impl Kind {
    /// The kind that the next delivery brings, a mother to be where the shop wants young ones.
    pub fn delivered(rng: &mut Rng, to_breed: bool) -> Option<&'static Self> {
        let offered = || KINDS.iter().filter(|kind| kind.breeds() || !to_breed);
        let mut ticket = rng.u32(0..offered().map(|kind| kind.share).sum());
        offered().find(|kind| {
            let drawn = ticket < kind.share;
            ticket = ticket.saturating_sub(kind.share);
            drawn
        })
    }

    /// Whether young ones are born in the shop.
    pub fn breeds(&self) -> bool {
        self.litter.1 > 0
    }
}
