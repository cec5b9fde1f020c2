//! Values as they go into statements and come out of rows, the same for both databases.

use domain::account::Email;
use domain::id;
use domain::text::{Lang, Slug};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{Error, Result};

/// One value of a statement or row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A truth value (0 or 1 in SQLite).
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes; UUIDs come out of SQLite so.
    Blob(Vec<u8>),
    /// An id.
    Uuid(Uuid),
}

/// What can be a value of a statement.
pub trait ToValue {
    /// To the database.
    fn to_value(&self) -> Value;
}

/// What can be read back from a column of a row.
pub trait Column: Sized {
    /// From the database.
    fn from_value(value: Value) -> Result<Self>;
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (*self).to_value()
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToValue for [u8] {
    fn to_value(&self) -> Value {
        Value::Blob(self.to_vec())
    }
}

fn unreadable<T>(value: &Value, wanted: &str) -> Result<T> {
    Err(Error::Unreadable(format!("{value:?} as {wanted}")))
}

impl ToValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl Column for Value {
    fn from_value(value: Value) -> Result<Self> {
        Ok(value)
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Column for bool {
    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Bool(b) => Ok(b),
            Value::Int(n) => Ok(n != 0),
            other => unreadable(&other, "truth value"),
        }
    }
}

impl ToValue for i64 {
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }
}

impl Column for i64 {
    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Int(n) => Ok(n),
            other => unreadable(&other, "integer"),
        }
    }
}

impl ToValue for u32 {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
}

impl Column for u32 {
    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Int(n) => {
                Self::try_from(n).or_else(|_| unreadable(&Value::Int(n), "small integer"))
            }
            other => unreadable(&other, "integer"),
        }
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl Column for String {
    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Text(text) => Ok(text),
            other => unreadable(&other, "text"),
        }
    }
}

impl ToValue for Vec<u8> {
    fn to_value(&self) -> Value {
        Value::Blob(self.clone())
    }
}

impl Column for Vec<u8> {
    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Blob(bytes) => Ok(bytes),
            other => unreadable(&other, "bytes"),
        }
    }
}

impl ToValue for Uuid {
    fn to_value(&self) -> Value {
        Value::Uuid(*self)
    }
}

impl Column for Uuid {
    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Uuid(uuid) => Ok(uuid),
            Value::Blob(bytes) => match Uuid::from_slice(&bytes) {
                Ok(uuid) => Ok(uuid),
                Err(_) => unreadable(&Value::Blob(bytes), "id"),
            },
            other => unreadable(&other, "id"),
        }
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: Column> Column for Option<T> {
    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl ToValue for Timestamp {
    fn to_value(&self) -> Value {
        Value::Int(self.as_millisecond())
    }
}

impl Column for Timestamp {
    fn from_value(value: Value) -> Result<Self> {
        let ms = i64::from_value(value)?;
        Self::from_millisecond(ms).or_else(|_| unreadable(&Value::Int(ms), "time"))
    }
}

macro_rules! ids {
    ($($name:ident),+) => {$(
        impl ToValue for id::$name {
            fn to_value(&self) -> Value {
                Value::Uuid(self.0)
            }
        }

        impl Column for id::$name {
            fn from_value(value: Value) -> Result<Self> {
                Uuid::from_value(value).map(Self)
            }
        }
    )+};
}
ids!(
    NetworkId,
    GroupId,
    PersonId,
    AccountId,
    SessionId,
    SignInId,
    ActivityId,
    MembershipId,
    RoleId,
    VenueId,
    SeriesId,
    EventId,
    InvitationId,
    AnswerId,
    EntryId,
    MailId,
    DeviceId,
    ContactId,
    ContactCardId,
    ImportId,
    CardPhotoId,
    MergeId,
    NoteId,
    FollowUpId,
    ShareId,
    AppPasswordId
);

/// Types stored as the text they serialise to: `"member"` for `Standing::Member`.
macro_rules! words {
    ($($name:ty),+ $(,)?) => {$(
        impl ToValue for $name {
            fn to_value(&self) -> Value {
                word(self)
            }
        }

        impl Column for $name {
            fn from_value(value: Value) -> Result<Self> {
                from_word(value)
            }
        }
    )+};
}
words!(
    Email,
    Slug,
    Lang,
    domain::person::Visibility,
    domain::membership::Standing,
    domain::role::Role,
    domain::venue::Noise,
    domain::event::Kind,
    domain::event::Audience,
    domain::event::Status,
    domain::answer::Response,
    domain::answer::Place,
    domain::contact_card::Source,
    domain::contact_card::PhotoState,
    domain::follow_up::Kind,
    domain::follow_up::Side,
    domain::follow_up::State,
    domain::follow_up::LinkOutcome,
    jiff::civil::Date,
);

fn word<T: Serialize>(value: &T) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Value::Text(text),
        _ => unreachable!("words serialise to text"),
    }
}

fn from_word<T: DeserializeOwned>(value: Value) -> Result<T> {
    let text = String::from_value(value)?;
    serde_json::from_value(serde_json::Value::String(text.clone()))
        .or_else(|_| unreadable(&Value::Text(text), std::any::type_name::<T>()))
}

/// A value kept as JSON text: programmes, languages, messages.
pub fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain data serialises")
}

/// Reads back what [`json`] wrote.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Unreadable(error.to_string()))
}

/// The places of many rows' values in a statement: `($1, $2), ($3, $4)`.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places = (1..=columns).map(|column| format!("${}", row * columns + column));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// The values of a statement: `params![group_id, "text", now]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::value::ToValue::to_value(&$value)),*][..]
    };
}

/// One row, read column by column in the order of the select list.
pub struct Row(std::vec::IntoIter<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// The next column.
    pub fn take<T: Column>(&mut self) -> Result<T> {
        match self.0.next() {
            Some(value) => T::from_value(value),
            None => Err(Error::Unreadable(
                "a column is missing from the select list".into(),
            )),
        }
    }
}

/// What a row reads as.
pub trait FromRow: Sized {
    /// Takes its columns off the row.
    fn from_row(row: &mut Row) -> Result<Self>;
}

impl<T: Column> FromRow for T {
    fn from_row(row: &mut Row) -> Result<Self> {
        row.take()
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: FromRow),+> FromRow for ($($name,)+) {
            fn from_row(row: &mut Row) -> Result<Self> {
                Ok(($($name::from_row(row)?,)+))
            }
        }
    };
}
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
