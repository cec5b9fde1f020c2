//! Every word of every page and mail, in both languages, from the Fluent files in `locales/`.
//!
//! Messages without arguments are looked up in a table made once; only the others are formatted
//! anew. A message that English lacks falls back to French; a test keeps the two sets equal.

use std::collections::HashMap;
use std::sync::LazyLock;

use app::Say;
use app::error::Arg;
use domain::text::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use rust_embed::RustEmbed;
use unic_langid::langid;

mod elision;
mod numbers;
mod when;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

/// The words of both languages.
pub struct Library {
    fr: Words,
    en: Words,
}

impl Library {
    /// The words, read once.
    pub fn shared() -> &'static Self {
        static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library {
            fr: Words::read(Lang::Fr),
            en: Words::read(Lang::En),
        });
        &LIBRARY
    }

    /// The words for who runs the program from a terminal, which speaks English.
    pub fn of_the_terminal(&self) -> &Words {
        self.of(Lang::En)
    }

    /// The words of a language.
    pub fn of(&self, lang: Lang) -> &Words {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// The words of one language.
pub struct Words {
    /// Which language.
    pub lang: Lang,
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
    when: when::Formats,
}

impl Words {
    fn read(lang: Lang) -> Self {
        let id = match lang {
            Lang::Fr => langid!("fr-CA"),
            Lang::En => langid!("en-CA"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        // `{ DE($name) }`: a name with its "de", elided where French elides.
        bundle
            .add_function("DE", |names, _| match names {
                [FluentValue::String(name)] => elision::de(name).into(),
                _ => FluentValue::Error,
            })
            .expect("the function is added once");
        bundle.set_formatter(Some(numbers::formatter(lang)));
        let mut keys = Vec::new();
        let folder = format!("{}/", lang.code());
        for path in Locales::iter().filter(|path| path.starts_with(&folder)) {
            let file = Locales::get(&path).expect("the file was just listed");
            let text = String::from_utf8(file.data.into_owned()).expect("locales are UTF-8");
            let resource = FluentResource::try_new(text)
                .unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
            keys.extend(resource.entries().filter_map(message_key));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{path} repeats a message: {errors:?}"));
        }
        let plain = keys
            .into_iter()
            .filter_map(|key| Some((key.clone(), plain(&bundle, &key)?)));
        let plain = plain.collect();
        Self {
            lang,
            plain,
            bundle,
            when: when::Formats::of(lang),
        }
    }

    /// A message without arguments. A key nobody wrote shows as itself.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        match self.plain.get(key) {
            Some(text) => text,
            None => {
                tracing::error!(key, "a message without arguments is missing");
                key
            }
        }
    }

    /// A message about a number: the argument `count` decides between singular and plural.
    pub fn count(&self, key: &str, count: impl TryInto<i64>) -> String {
        let count = count.try_into().unwrap_or(i64::MAX);
        let mut args = FluentArgs::new();
        args.set("count", count);
        self.format(key, Some(&args))
    }

    /// A message with named texts.
    pub fn with(&self, key: &str, texts: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, text) in texts {
            args.set((*name).to_owned(), (*text).to_owned());
        }
        self.format(key, Some(&args))
    }

    /// A sentence that a use-case wants said.
    pub fn say(&self, say: &Say) -> String {
        let mut args = FluentArgs::new();
        for (name, arg) in &say.args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.clone()),
                Arg::Day(day) => FluentValue::from(self.civil_date(*day)),
                Arg::Number(number) => FluentValue::from(*number),
            };
            args.set(*name, value);
        }
        self.format(say.key, Some(&args))
    }

    /// Whether a message exists, with or without arguments.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The keys of every message without arguments and, apart, of those with.
    pub fn keys(&self) -> Vec<&str> {
        self.plain.keys().map(String::as_str).collect()
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        let Some(pattern) = pattern else {
            tracing::error!(key, "a message is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a message lacks an argument");
        }
        text
    }
}

fn message_key(entry: &Entry<&str>) -> Option<String> {
    match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    }
}

/// The text of a message that needs no argument.
fn plain(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let mut errors = Vec::new();
    let pattern = bundle.get_message(key)?.value()?;
    let text = bundle
        .format_pattern(pattern, None, &mut errors)
        .into_owned();
    errors.is_empty().then_some(text)
}
