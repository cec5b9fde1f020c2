//! Bytes to domain and back: calendars, tables of people, pasted addresses, portraits, QR codes,
//! printed sheets, traces of contacts.
//!
//! Everything here takes bytes or text that anyone may have sent, and gives values or an error
//! that is a value: it never panics, never reads a file or a clock, and knows of no database, no
//! HTTP and no page. The sentences that explain an error to people live with the pages.

pub mod addresses;
pub mod badges;
pub mod calendar;
pub mod card_file;
pub mod card_photo;
pub mod card_table;
pub mod door_list;
pub mod jcard;
pub mod jscontact;
pub mod links;
pub mod mecard;
pub mod own_data;
pub mod paper_cards;
pub mod picture;
pub mod print;
pub mod qr;
pub mod qr_photo;
pub mod records;
pub mod table;
pub mod trace;
pub mod vcard;
