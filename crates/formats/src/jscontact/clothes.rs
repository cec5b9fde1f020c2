//! What a vCard says of a value besides itself, on an object of JSContact (`vCardParams`, RFC 9555).

use domain::card::{Extra, Parameter};
use serde_json::{Map, Value, json};

use super::KEY;
use crate::vcard::property::is_name;

const MEMBER: &str = "vCardParams";

/// Dresses an object in a group and in parameters; those that are members of their own stay away.
pub(super) fn dress<'a>(
    object: &mut Map<String, Value>,
    group: &str,
    parameters: impl IntoIterator<Item = &'a Parameter>,
) {
    let mut all = Map::new();
    if !group.is_empty() {
        all.insert("group".into(), json!(group));
    }
    for parameter in parameters.into_iter().filter(|p| p.name != KEY) {
        let value = match &parameter.values[..] {
            [one] => json!(one),
            several => json!(several),
        };
        all.insert(parameter.name.to_lowercase(), value);
    }
    if !all.is_empty() {
        object.insert(MEMBER.into(), Value::Object(all));
    }
}

/// Takes the clothes off an object and puts them on a property. What is no parameter stays there.
pub(super) fn undress(object: &mut Map<String, Value>, property: &mut Extra) {
    let Some(Value::Object(all)) = object.get_mut(MEMBER) else {
        return;
    };
    all.retain(|name, value| {
        let name = name.to_ascii_uppercase();
        match (values(value), &*name) {
            (Some(values), "GROUP") if values[0].split('.').all(is_name) => {
                property.group.clone_from(&values[0]);
            }
            (Some(values), _) if is_name(&name) && name != "GROUP" => {
                property.parameters.push(Parameter { name, values });
            }
            _ => return true,
        }
        false
    });
    if all.is_empty() {
        object.remove(MEMBER);
    }
}

/// The texts of a parameter; `None` when there are none, or something else.
fn values(value: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Value::Array(several) if !several.is_empty() => several.iter().map(text).collect(),
        one => text(one).map(|one| vec![one]),
    }
}
