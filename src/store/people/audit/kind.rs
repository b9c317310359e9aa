//! What the audit log tells of: one row a kind.

/// Writes the enum and its matches: `SignedIn "signed_in" "Signed in";`.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal $label:literal;)*) => {
        /// What was done or tried.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum AuditKind {
            $($(#[$doc])* $kind,)*
        }

        impl AuditKind {
            /// Every kind, in the order in which a filter offers them.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The kind's name in the database and in addresses.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The kind in words.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)* }
            }
        }
    };
}

crate::store::ground::values::named!(AuditKind);

kinds! {
    /// Somebody signed in.
    SignedIn "signed_in" "Sign-in";
    /// Somebody tried to, and could not.
    SignInFailed "sign_in_failed" "Failed sign-in";
    /// Somebody signed out.
    SignedOut "signed_out" "Sign-out";
    /// Somebody asked for what they may not have.
    Refused "refused" "Refusal";
    /// Somebody tried too often.
    Throttled "throttled" "Too many attempts";
    /// The first admin came in by a set-up link.
    SetUp "set_up" "Set-up";
    /// An admin said anew what the shop is called, or how it writes time and money.
    ShopChanged "shop_changed" "Shop changed";
    /// An account was made.
    AccountAdded "account_added" "Account added";
    /// An account got another role.
    RoleChanged "role_changed" "Role changed";
    /// Somebody chose another password for themselves.
    PasswordChanged "password_changed" "Password changed";
    /// Somebody got another password from an admin.
    PasswordReset "password_reset" "Password reset";
    /// An account was disabled.
    AccountDisabled "account_disabled" "Account disabled";
    /// An account was enabled.
    AccountEnabled "account_enabled" "Account enabled";
    /// Somebody was signed out everywhere.
    SessionsEnded "sessions_ended" "Sessions ended";
    /// Somebody set up a second factor, or moved it to another phone.
    SecondFactorOn "second_factor_on" "Second factor on";
    /// Somebody turned theirs off.
    SecondFactorOff "second_factor_off" "Second factor off";
    /// Somebody's was taken away, since they lost their phone.
    SecondFactorReset "second_factor_reset" "Second factor reset";
    /// An account must have one from now on.
    SecondFactorRequired "second_factor_required" "Second factor required";
    /// An account need not have one any longer.
    SecondFactorReleased "second_factor_released" "Second factor not required";
    /// Somebody got new recovery codes.
    RecoveryCodesRenewed "recovery_codes_renewed" "Recovery codes renewed";
    /// Somebody took a file away.
    Exported "exported" "Export";
    /// The books of another shop were brought in.
    Imported "imported" "Import";
    /// A stock was brought in as a table.
    StockBrought "stock_brought" "Stock brought in";
    /// A backup was taken.
    BackedUp "backed_up" "Backup";
    /// The database was restored from a backup.
    Restored "restored" "Restored";
    /// A program got a token for the feed.
    TokenAdded "token_added" "Token added";
    /// A token for the feed was revoked.
    TokenRevoked "token_revoked" "Token revoked";
    /// Somebody asked for a refresh of the snapshot.
    RefreshAsked "refresh_asked" "Refresh";
    /// Somebody had the books checked.
    Verified "verified" "Verification";
    /// A customer's name or contacts were mended.
    CustomerMended "customer_mended" "Customer mended";
    /// Two customers were found to be one.
    CustomersJoined "customers_joined" "Customers joined";
    /// A customer was forgotten.
    CustomerForgotten "customer_forgotten" "Customer forgotten";
}

impl AuditKind {
    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|what| what.name() == name)
    }
}
