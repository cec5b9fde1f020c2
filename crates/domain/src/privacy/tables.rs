//! The table itself: one line a class, in the order of the migrations.

use super::Class::{Card, Fact, House, Personal, Private, Secret};
use super::{Class, Kept, Table, Whose};

const fn table(
    name: &'static str,
    whose: Whose,
    kept: Kept,
    fields: &'static [(Class, &'static str)],
) -> Table {
    Table {
        name,
        whose,
        kept,
        fields,
    }
}

/// Every table of the store.
pub const TABLES: &[Table] = &[
    table(
        "settings",
        Whose::House,
        Kept::Owner,
        &[(Secret, "key value")],
    ),
    table(
        "networks",
        Whose::House,
        Kept::Owner,
        &[(House, "id slug name about created_at")],
    ),
    table(
        "groups",
        Whose::House,
        Kept::Owner,
        &[(
            House,
            "id network_id slug name about lang zone seated email postal_address created_at",
        )],
    ),
    table(
        "people",
        Whose::Oneself,
        Kept::Own("a guest without account or membership: two years after the last sign of them"),
        &[
            (Fact, "id created_at"),
            (Card, "given_name family_name name_key pronunciation"),
            (Personal, "email lang visibility"),
        ],
    ),
    table(
        "portraits",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[(Fact, "person_id created_at"), (Card, "small large")],
    ),
    table(
        "activities",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[
            (Fact, "id person_id position created_at"),
            (
                Card,
                "profession title organisation pitch phone email website address",
            ),
            (Personal, "offer seek"),
        ],
    ),
    table(
        "accounts",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[
            (Fact, "id person_id operator calendar_version created_at"),
            (Personal, "email"),
        ],
    ),
    table(
        "sessions",
        Whose::Through("account_id", "accounts"),
        Kept::Own("sixty days after the last use"),
        &[
            (Fact, "id account_id created_at seen_at"),
            (Personal, "device"),
            (Secret, "token_hash"),
        ],
    ),
    table(
        "sign_ins",
        Whose::Address("email"),
        Kept::Own("fifteen minutes"),
        &[
            (Fact, "id tries created_at used_at"),
            (Personal, "email ip back_to"),
            (Secret, "code_hash link_hash"),
        ],
    ),
    table(
        "memberships",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[
            (
                Fact,
                "id group_id person_id standing invited_by guest_at applied_at member_at left_at",
            ),
            (Card, "seat seat_key"),
        ],
    ),
    table(
        "roles",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[(Fact, "id person_id role scope_kind scope_id granted_at")],
    ),
    table(
        "venues",
        Whose::House,
        Kept::Owner,
        &[(
            House,
            "id group_id name address city noise drink_price_cents access dress notes created_at",
        )],
    ),
    table(
        "series",
        Whose::House,
        Kept::Owner,
        &[(
            House,
            "id group_id rule starts minutes kind title about venue_id zone capacity audience
             languages programme ended_at created_at",
        )],
    ),
    table(
        "events",
        Whose::House,
        Kept::Owner,
        &[(
            House,
            "id group_id series_id occurrence kind title about venue_id starts_at ends_at zone
             capacity audience languages programme status sequence cancel_reason created_at
             updated_at",
        )],
    ),
    table(
        "invitations",
        Whose::Shared("person_id"),
        Kept::Owner,
        &[(
            Fact,
            "id event_id person_id inviter_id parent_id link_version created_at revoked_at",
        )],
    ),
    table(
        "answers",
        Whose::Shared("person_id"),
        Kept::Own("diet, access and company: thirty days after the evening"),
        &[
            (
                Fact,
                "id event_id person_id response place company first_time since answered_at",
            ),
            (Personal, "company_names diet access does seeks"),
        ],
    ),
    table(
        "entries",
        Whose::Log,
        Kept::Owner,
        &[(
            Fact,
            "event_id id position author device_at server_at body about",
        )],
    ),
    table(
        "reminders",
        Whose::Mine("person_id"),
        Kept::After("created_at", 90),
        &[(Fact, "event_id person_id kind created_at")],
    ),
    table(
        "mail_stops",
        Whose::Stops,
        Kept::Owner,
        &[(Personal, "email"), (Fact, "group_id created_at")],
    ),
    table(
        "mails",
        Whose::Address("recipient"),
        Kept::After("created_at", 90),
        &[
            (
                Fact,
                "id group_id created_at due_at attempts claimed_until sent_at given_up_at basis",
            ),
            (Personal, "recipient lang message last_error"),
        ],
    ),
    table(
        "devices",
        Whose::House,
        Kept::Owner,
        &[
            (
                House,
                "id event_id name made_by created_at seen_at revoked_at synced_at waiting refused
                 ahead",
            ),
            (Secret, "token_hash"),
        ],
    ),
    table(
        "presences",
        Whose::Shared("person_id"),
        Kept::Owner,
        &[(Fact, "event_id person_id arrived_at")],
    ),
    table(
        "claims",
        Whose::Through("invitation_id", "invitations"),
        Kept::Owner,
        &[(Fact, "invitation_id claimed_at"), (Secret, "secret_hash")],
    ),
    table(
        "evening_cards",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[(Fact, "event_id person_id activity_id")],
    ),
    table(
        "card_refusals",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[(Private, "event_id person_id from_id")],
    ),
    table(
        "contacts",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at updated_at"),
            (
                Private,
                "person_id name about event_id met_at through_id tags",
            ),
        ],
    ),
    table(
        "notes",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at"),
            (Private, "contact_id event_id text"),
        ],
    ),
    table(
        "follow_ups",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at updated_at"),
            (
                Private,
                "contact_id event_id kind side state due_on details guest_event_id invitation_id",
            ),
        ],
    ),
    table(
        "follow_up_changes",
        Whose::Through("follow_up_id", "follow_ups"),
        Kept::Owner,
        &[(Private, "follow_up_id changed_at state note")],
    ),
    table(
        "link_checks",
        Whose::Through("follow_up_id", "follow_ups"),
        Kept::After("checked_at", 400),
        &[
            (Fact, "checked_at"),
            (Private, "follow_up_id side outcome detail"),
        ],
    ),
    table(
        "digests",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[(Fact, "person_id sent_on")],
    ),
    table(
        "lessons",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[(Fact, "event_id person_id updated_at"), (Private, "text")],
    ),
    table(
        "recalls",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "event_id keeper_id created_at"),
            (Private, "person_id name_known trade_known"),
        ],
    ),
    table(
        "venue_ratings",
        Whose::Shared("person_id"),
        Kept::Owner,
        &[
            (Fact, "event_id person_id stars created_at"),
            (Personal, "words"),
        ],
    ),
    table(
        "shares",
        Whose::Mine("person_id"),
        Kept::Owner,
        &[(Fact, "id event_id person_id with_lesson created_at")],
    ),
    table(
        "device_codes",
        Whose::House,
        Kept::Own("fifteen minutes"),
        &[
            (House, "id event_id name made_by expires_at"),
            (Secret, "code_hash"),
        ],
    ),
    table(
        "not_with",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[(Fact, "keeper_id created_at"), (Private, "person_id")],
    ),
    table(
        "round_plans",
        Whose::House,
        Kept::Owner,
        &[(Fact, "event_id body updated_at")],
    ),
    table(
        "imports",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at kept_at undone_at"),
            (
                Private,
                "name source file columns refusals added joined known refused",
            ),
        ],
    ),
    table(
        "contact_cards",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at updated_at"),
            (
                Private,
                "contact_id position source origin import_id card raw fingerprint",
            ),
        ],
    ),
    table(
        "card_photos",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at updated_at"),
            (Private, "contact_card_id state picture reading fingerprint"),
        ],
    ),
    table(
        "contact_merges",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at"),
            (Private, "kept_id gone_id gone was became moved"),
        ],
    ),
    table(
        "contact_differences",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[(Fact, "keeper_id created_at"), (Private, "one_id other_id")],
    ),
    table(
        "contact_consents",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "keeper_id created_at"),
            (Private, "contact_id basis since withdrawn source"),
        ],
    ),
    table(
        "mail_consents",
        Whose::Stops,
        Kept::After("created_at", 1461),
        &[
            (
                Fact,
                "group_id basis since withdrawn referrer_id created_at",
            ),
            (Personal, "email"),
        ],
    ),
    table(
        "app_passwords",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "id keeper_id created_at seen_at revoked_at"),
            (Private, "name"),
            (Secret, "secret_hash"),
        ],
    ),
    table(
        "phone_books",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[(Fact, "keeper_id counter with_notes")],
    ),
    table(
        "phone_cards",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "keeper_id counter hidden"),
            (Private, "name contact_id etag basis"),
        ],
    ),
    table(
        "search_words",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[(Fact, "keeper_id"), (Private, "word contact_id rank")],
    ),
    table(
        "search_vocabulary",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[(Fact, "keeper_id"), (Private, "word sound sound_too")],
    ),
    table(
        "search_contacts",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[
            (Fact, "keeper_id"),
            (Private, "contact_id name_key words keys"),
        ],
    ),
    table(
        "search_tags",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[(Fact, "keeper_id"), (Private, "tag contact_id")],
    ),
    table(
        "directory_words",
        Whose::Mine("subject_id"),
        Kept::Owner,
        &[(Fact, "shelf_id subject_id rank"), (Card, "word")],
    ),
    table(
        "directory_vocabulary",
        Whose::House,
        Kept::Owner,
        &[(House, "shelf_id word sound sound_too")],
    ),
    table(
        "search_keys",
        Whose::Mine("keeper_id"),
        Kept::Owner,
        &[(Fact, "keeper_id"), (Private, "key contact_id")],
    ),
];
