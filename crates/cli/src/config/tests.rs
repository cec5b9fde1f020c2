use super::*;

fn settle(flags: Flags, variables: &[(&str, &str)], file: Option<&str>) -> Result<Config, String> {
    let variables = variables
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    let path = Path::new("site.toml");
    Config::from_sources(&flags, variables, file.map(|text| (path, text)))
        .map_err(|error| error.to_string())
}

#[test]
fn flags_win_over_the_environment_over_the_file_over_the_defaults() {
    let none = settle(Flags::default(), &[], None).unwrap();
    assert_eq!(none.listen.to_string(), "127.0.0.1:5700");
    assert_eq!(none.public_url, "http://127.0.0.1:5700");
    assert_eq!(none.mail_from, "cinqasept@127.0.0.1");
    let file = Some("listen = \"127.0.0.1:1\"\ndatabase_threads = 9\nlog = \"debug\"");
    let environment = [
        ("CINQASEPT_LISTEN", "127.0.0.1:2"),
        ("CINQASEPT_LOG", "warn"),
    ];
    let flags = Flags {
        listen: Some("127.0.0.1:3".into()),
        ..Flags::default()
    };
    let all = settle(flags, &environment, file).unwrap();
    assert_eq!(all.listen.port(), 3);
    assert_eq!(all.log, "warn");
    assert_eq!(all.database_threads, 9);
    assert_eq!(
        all.values["database_threads"].origin,
        Origin::File("site.toml".into())
    );
    assert_eq!(all.values["listen"].origin, Origin::Flag("--listen".into()));
}

#[test]
fn database_url_of_the_environment_gives_way_to_our_own_variable() {
    let both = [
        ("DATABASE_URL", "postgres://a/b"),
        ("CINQASEPT_DATABASE_URL", "postgres://c/d"),
    ];
    let one = settle(Flags::default(), &both[..1], None).unwrap();
    assert_eq!(one.database_url.as_deref(), Some("postgres://a/b"));
    let own = settle(Flags::default(), &both, None).unwrap();
    assert_eq!(own.database_url.as_deref(), Some("postgres://c/d"));
}

#[test]
fn an_unknown_or_wrong_key_is_named_with_its_place_and_what_is_allowed() {
    for (variables, file, wanted) in [
        (
            &[][..],
            Some("colour = 1"),
            &["site.toml", "colour", "listen, data_dir"][..],
        ),
        (
            &[],
            Some("listen = \"5700\""),
            &["site.toml", "listen", "\"5700\"", "127.0.0.1:5700"],
        ),
        (&[], Some("listen = [1]"), &["site.toml", "listen", "array"]),
        (&[], Some("listen = "), &["site.toml"]),
        (
            &[("CINQASEPT_COLOUR", "red")],
            None,
            &["CINQASEPT_COLOUR", "CINQASEPT_LISTEN"],
        ),
        (
            &[("CINQASEPT_LOG_FORMAT", "xml")],
            None,
            &["CINQASEPT_LOG_FORMAT", "text or json"],
        ),
        (
            &[("CINQASEPT_PUBLIC_URL", "soirees.example")],
            None,
            &["public_url", "https://"],
        ),
        (
            &[("CINQASEPT_DATABASE_THREADS", "0")],
            None,
            &["database_threads", "1 to 64"],
        ),
    ] {
        let error = settle(Flags::default(), variables, file).unwrap_err();
        for part in wanted {
            assert!(error.contains(part), "{error:?} lacks {part:?}");
        }
    }
}

#[test]
fn a_secret_is_shown_neither_when_wrong_nor_when_explained() {
    let wrong = [("DATABASE_URL", "mysql://u:hunter2@h/d")];
    let error = settle(Flags::default(), &wrong, None).unwrap_err();
    assert!(!error.contains("hunter2"), "{error}");
    let set = [("CINQASEPT_SMTP_URL", "smtp://u:hunter2@mail.example:587")];
    let config = settle(Flags::default(), &set, None).unwrap();
    let page = crate::keys::explain(&config);
    assert!(!page.contains("hunter2"));
    assert!(page.contains("smtp://u:…@mail.example:587 (from the variable CINQASEPT_SMTP_URL)"));
    for key in KEYS {
        assert!(page.contains(key.meaning), "{}", key.name);
    }
}

#[test]
fn every_key_is_a_flag_too() {
    use clap::CommandFactory;
    let command = crate::Cli::command();
    let serve = command.find_subcommand("serve").unwrap();
    for key in KEYS {
        let found = serve
            .get_arguments()
            .any(|a| a.get_long().map(|l| format!("--{l}")) == Some(key.flag()));
        assert!(found, "{}", key.flag());
    }
}
