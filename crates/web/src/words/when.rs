//! Dates and times of day as each language writes them.

use domain::text::Lang;
use icu_datetime::fieldsets;
use icu_datetime::{DateTimeFormatter, NoCalendarFormatter};
use icu_locale_core::locale;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use jiff_icu::ConvertInto as _;

use super::Words;

/// The formats of one language.
pub struct Formats {
    long: DateTimeFormatter<fieldsets::YMDE>,
    medium: DateTimeFormatter<fieldsets::YMD>,
    day: DateTimeFormatter<fieldsets::MDE>,
    weekday: DateTimeFormatter<fieldsets::E>,
    month: DateTimeFormatter<fieldsets::M>,
    month_day: DateTimeFormatter<fieldsets::MD>,
    month_year: DateTimeFormatter<fieldsets::YM>,
    time: NoCalendarFormatter<fieldsets::T>,
}

impl Formats {
    /// The formats of a language.
    pub fn of(lang: Lang) -> Self {
        let locale = match lang {
            Lang::Fr => locale!("fr-CA"),
            Lang::En => locale!("en-CA"),
        };
        let prefs = (&locale).into();
        let here = "the formats of both languages are compiled in";
        Self {
            long: DateTimeFormatter::try_new(prefs, fieldsets::YMDE::long()).expect(here),
            medium: DateTimeFormatter::try_new(prefs, fieldsets::YMD::long()).expect(here),
            day: DateTimeFormatter::try_new(prefs, fieldsets::MDE::long()).expect(here),
            weekday: DateTimeFormatter::try_new(prefs, fieldsets::E::short()).expect(here),
            month: DateTimeFormatter::try_new(prefs, fieldsets::M::medium()).expect(here),
            month_day: DateTimeFormatter::try_new(prefs, fieldsets::MD::long()).expect(here),
            month_year: DateTimeFormatter::try_new(prefs, fieldsets::YM::long()).expect(here),
            time: NoCalendarFormatter::try_new(
                prefs,
                fieldsets::T::hm().with_length(icu_datetime::options::Length::Short),
            )
            .expect(here),
        }
    }
}

/// A moment on the clocks of a place; an unknown zone shows UTC.
pub fn local(at: Timestamp, zone: &str) -> Zoned {
    at.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}

impl Words {
    /// `jeudi 12 novembre 2026`, `Thursday, November 12, 2026`.
    pub fn date(&self, at: &Timestamp, zone: &str) -> String {
        let day = local(*at, zone).date();
        let date: icu_calendar::Date<icu_calendar::Iso> = day.convert_into();
        self.first(self.when.long.format(&date).to_string(), day)
    }

    /// `12 novembre 2026`.
    pub fn short_date(&self, at: &Timestamp, zone: &str) -> String {
        self.civil_date(local(*at, zone).date())
    }

    /// `12 novembre 2026`, of a day that needs no zone any more.
    pub fn civil_date(&self, day: jiff::civil::Date) -> String {
        let date: icu_calendar::Date<icu_calendar::Iso> = day.convert_into();
        self.first(self.when.medium.format(&date).to_string(), day)
    }

    /// French counts the first day of a month, and no other: `1er janvier`.
    fn first(&self, said: String, day: jiff::civil::Date) -> String {
        match (self.lang, day.day()) {
            (Lang::Fr, 1) => said.replacen('1', "1er", 1),
            _ => said,
        }
    }

    /// `12 avril 1985` of `1985-04-12`, `12 avril` of `--04-12`; anything else stays as it is.
    pub fn birthday(&self, written: &str) -> String {
        let (yearless, day) = match written.strip_prefix("--") {
            // A leap year: there are birthdays on February 29.
            Some(day) => (true, format!("2000-{day}")),
            None => (false, written.to_owned()),
        };
        let Ok(day) = day.parse::<jiff::civil::Date>() else {
            return written.to_owned();
        };
        let day: icu_calendar::Date<icu_calendar::Iso> = day.convert_into();
        match yearless {
            true => self.when.month_day.format(&day).to_string(),
            false => self.when.medium.format(&day).to_string(),
        }
    }

    /// `jeudi 12 novembre`.
    pub fn day(&self, at: &Timestamp, zone: &str) -> String {
        let day = local(*at, zone).date();
        let date: icu_calendar::Date<icu_calendar::Iso> = day.convert_into();
        self.first(self.when.day.format(&date).to_string(), day)
    }

    /// `jeu.`
    pub fn weekday(&self, at: &Timestamp, zone: &str) -> String {
        let date: icu_calendar::Date<icu_calendar::Iso> = local(*at, zone).date().convert_into();
        self.when.weekday.format(&date).to_string()
    }

    /// `nov.`
    pub fn month(&self, at: &Timestamp, zone: &str) -> String {
        let date: icu_calendar::Date<icu_calendar::Iso> = local(*at, zone).date().convert_into();
        self.when.month.format(&date).to_string()
    }

    /// `novembre 2026`.
    pub fn month_year(&self, at: &Timestamp, zone: &str) -> String {
        let date: icu_calendar::Date<icu_calendar::Iso> = local(*at, zone).date().convert_into();
        self.when.month_year.format(&date).to_string()
    }

    /// The day of the month.
    pub fn day_number(&self, at: &Timestamp, zone: &str) -> i8 {
        local(*at, zone).day()
    }

    /// `17 h 30`, `5:30 p.m.`
    pub fn time(&self, at: &Timestamp, zone: &str) -> String {
        self.time_of_day(local(*at, zone).time())
    }

    /// A time of day written `HH:MM`, as this language says it; anything else stays as it is.
    pub fn clock(&self, hh_mm: &str) -> String {
        match hh_mm.parse::<jiff::civil::Time>() {
            Ok(time) => self.time_of_day(time),
            Err(_) => hh_mm.to_owned(),
        }
    }

    /// French says `17 h`, not `17 h 00`; no time is broken across two lines.
    fn time_of_day(&self, time: jiff::civil::Time) -> String {
        let written: icu_time::Time = time.convert_into();
        let said = self
            .when
            .time
            .format(&written)
            .to_string()
            .replace(' ', "\u{a0}");
        match (self.lang, time.minute()) {
            (domain::text::Lang::Fr, 0) => said.trim_end_matches("00").trim_end().to_owned(),
            _ => said,
        }
    }

    /// For machines: `2026-11-12T17:00:00-05:00`.
    pub fn iso(&self, at: &Timestamp, zone: &str) -> String {
        local(*at, zone)
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Library;
    use domain::text::Lang;

    #[test]
    fn birthdays_are_told_with_their_year_or_without() {
        let french = Library::shared().of(Lang::Fr);
        assert_eq!(french.birthday("1985-04-12"), "12 avril 1985");
        assert_eq!(french.birthday("--02-29"), "29 février");
        assert_eq!(french.birthday("vers 1956"), "vers 1956");
    }
}
