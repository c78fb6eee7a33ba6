//! The values of the walk: their types, what arrives as text, ranges, and secrets that stand elsewhere.

use std::borrow::Cow;
use std::num::IntErrorKind;
use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeInteger, DeValue};

use super::diagnose::Walk;
use super::fetch::Source;
use super::schema;
use super::types::shown;
use super::wording::{name_of, type_of, wanted};
use crate::problem::Problem;
use crate::secret::{Secret, is_placeholder, names_a_secret};

impl Walk<'_> {
    /// Walks a value; gives whether its type is right. `key` is where its key stands.
    pub(super) fn value(
        &mut self,
        key: &Range<usize>,
        path: &str,
        value: &mut Spanned<DeValue<'_>>,
        node: &Value,
    ) -> bool {
        if schema::is_secret(node) && matches!(value.get_ref(), DeValue::Table(_) | DeValue::String(_)) {
            return self.secret(key, path, value);
        }
        // what this user may not read is told once; the name of a file in its place is no value of such a type
        if value.get_ref().as_str().is_some_and(is_placeholder) && self.places.read_by_ruby(path).is_some() {
            return false;
        }
        // `false` in place of such a section says that there is none: it goes, and nothing is wrong
        if schema::may_be_false(node) && matches!(value.get_ref(), DeValue::Boolean(false)) {
            return false;
        }
        let types = schema::types(node);
        let type_of_value = type_of(value.get_ref());
        let fits = types.is_empty()
            || types
                .iter()
                .any(|word| *word == type_of_value || (*word == "number" && type_of_value == "integer"));
        let span = self.of_value(key, &value.span());
        if !fits {
            self.wrong_type(&span, path, value.get_ref(), node);
            return false;
        }
        match value.get_mut() {
            DeValue::Table(table) if schema::is_walked(node) => return self.table(key, path, table, node),
            DeValue::Array(array) => {
                if let Some(node) = schema::items(node) {
                    self.items(path, array, node);
                }
            }
            DeValue::Integer(number) => return self.is_in_range(&span, path, number, node),
            _ => {}
        }
        true
    }

    /// The bytes to point at for a value: its own where they begin beside the key, the key's otherwise.
    fn of_value(&self, key: &Range<usize>, value: &Range<usize>) -> Range<usize> {
        let is_beside = value.start >= key.start
            && value.end > value.start
            && (self.texts.place(key).text, self.texts.place(key).line)
                == (self.texts.place(value).text, self.texts.place(value).line);
        if is_beside { value.clone() } else { key.clone() }
    }

    fn wrong_type(&mut self, span: &Range<usize>, path: &str, value: &DeValue<'_>, node: &Value) {
        let types = schema::types(node);
        let name = path.rsplit('.').next().unwrap_or(path);
        let truth = value.as_str().filter(|text| types == ["boolean"] && matches!(*text, "true" | "false"));
        if let Some(text) = truth {
            let message = format!("`{}` must be `true` or `false`, not text (`\"{text}\"`)", shown(path));
            self.report("E031", span, path, &message, &format!("remove the quotes: `{name} = {text}`"));
            return;
        }
        let wanted = wanted(node, &types);
        let given = name_of(type_of(value));
        let message = format!("`{}` must be {wanted}, not {given}", shown(path));
        let message = if self.places.is_ruby(span, &self.texts) {
            message.replace("a table", "a hash")
        } else {
            message
        };
        // Where the guide writes a number in quotes, as for ports, the type takes both; elsewhere Omnibus refuses it too.
        let digits = value.as_str().filter(|text| types == ["integer"] && text.parse::<i64>().is_ok());
        let hint = match (digits, value.as_str().filter(|_| types == ["boolean"]).and_then(truth_of)) {
            (Some(_), _) if self.from_elsewhere.contains(&span.start) => "append `.to_i`".to_owned(),
            (Some(digits), _) => format!("remove the quotes: `{name} = {}`", shown(digits)),
            (None, Some(truth)) => format!("write `{name} = {truth}`"),
            (None, None) => like(path, node),
        };
        self.report("E005", span, path, &message, &hint);
    }

    fn is_in_range(&mut self, span: &Range<usize>, path: &str, number: &DeInteger<'_>, node: &Value) -> bool {
        let bound = |name| schema::essence(node).get(name).and_then(Value::as_i64);
        let given = i64::from_str_radix(&number.as_str().replace('_', ""), number.radix());
        let (least, most) = (bound("minimum").unwrap_or(i64::MIN), bound("maximum").unwrap_or(i64::MAX));
        if given.as_ref().is_ok_and(|given| (least..=most).contains(given)) {
            return true;
        }
        let range = match (bound("minimum"), bound("maximum")) {
            (Some(least), Some(most)) => format!("from {least} to {most}"),
            (Some(least), None) => format!("from {least}"),
            _ => "of 64 bits".to_owned(),
        };
        let is_too_large = given.is_err_and(|error| *error.kind() == IntErrorKind::PosOverflow);
        let message = match bound("maximum") {
            None if is_too_large => format!("`{}` must be a smaller number", shown(path)),
            _ => format!("`{}` must be a whole number {range}", shown(path)),
        };
        self.report("E006", span, path, &message, &like(path, node));
        false
    }

    /// Walks a secret: text stays as it is, `{ file = … }` and `{ env = … }` become what they name.
    pub(super) fn secret(
        &mut self,
        key: &Range<usize>,
        path: &str,
        value: &mut Spanned<DeValue<'_>>,
    ) -> bool {
        let span = self.of_value(key, &value.span());
        let table = match value.get_mut() {
            DeValue::Table(table) => table,
            DeValue::String(text) if text.trim().is_empty() && makes_no_sense_empty(path) => {
                let is_made = ["registry.http_secret", "registry.internal_key"].contains(&path);
                let hint = if is_made {
                    "remove the line to have one made"
                } else {
                    "remove the line, or write the secret"
                };
                self.report("E006", &span, path, &format!("`{}` is empty", shown(path)), hint);
                return false;
            }
            DeValue::String(text) => {
                // Headers of such types may be anybody's business: then their name says so.
                let name = path.rsplit('.').next().unwrap_or(path).split('[').next().unwrap_or_default();
                if !path.contains("headers.") || names_a_secret(name) {
                    self.secrets.push(Secret::new(text.to_string()));
                }
                self.warn_of_readers(path);
                return true;
            }
            _ => return true,
        };
        let Some(source) = Source::of(table) else {
            let name = path.rsplit('.').next().unwrap_or(path);
            let message =
                format!("`{}` must be text, `{{ file = \"…\" }}` or `{{ env = \"…\" }}`", shown(path));
            let hint = format!(
                "write exactly one of the two, such as `{name} = {{ file = \"/etc/gitlab/secret\" }}`"
            );
            self.report("E005", &span, path, &message, &hint);
            return false;
        };
        let text = match (self.fetch)(&source) {
            Ok(fetched) => {
                if let Some((message, hint)) = fetched.warning {
                    self.warnings.push(Problem::coded("W033", path, message, hint));
                }
                let text = fetched.value.expose().clone();
                if !is_placeholder(&text) {
                    self.secrets.push(fetched.value);
                }
                text
            }
            Err(reason) => {
                let message = format!("`{}` {}", shown(path), reason.message);
                if !reason.is_forbidden {
                    self.report("E032", &span, path, &message, &reason.hint);
                    return false;
                }
                self.refusals.push(Problem::coded("E032", path, message, reason.hint));
                source.placeholder()
            }
        };
        self.places.refer(path, source, self.texts.language(key));
        *value.get_mut() = DeValue::String(Cow::Owned(text));
        true
    }

    /// Who may read the file of a secret is looked at where Ruby has read it, too.
    fn warn_of_readers(&mut self, path: &str) {
        let Some(source) = self.places.read_by_ruby(path) else { return };
        if let Some((message, hint)) = (self.fetch)(source).ok().and_then(|fetched| fetched.warning) {
            self.warnings.push(Problem::coded("W033", path, message, hint));
        }
    }
}

/// What a word means that other programs take for a switch.
pub(super) fn truth_of(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "on" | "true" | "y" | "1" => Some(true),
        "no" | "off" | "false" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// Whether nobody can mean an empty secret here. Elsewhere it says that there is none: a password of Redis, the keys of
/// an S3 that goes by the role of its machine.
fn makes_no_sense_empty(path: &str) -> bool {
    [
        "registry.http_secret",
        "registry.internal_key",
        "registry.storage.azure.credentials.secret",
        "registry.storage.gcs.credentials.private_key",
        "registry.storage.oss.accesskeyid",
        "registry.storage.oss.accesskeysecret",
        "gitlab_rails.registry_notification_secret",
    ]
    .contains(&path)
}

/// How the setting `path` is written, by its example; where it has none, who tells more.
pub(super) fn like(path: &str, node: &Value) -> String {
    if let Some(example) = schema::example(node).map(super::reference::toml_value) {
        return format!("write it like `{} = {example}`", path.rsplit('.').next().unwrap_or(path));
    }
    let is_section = schema::properties(node).is_some() && !path.ends_with(']');
    let around = || path.rsplit_once(['.', '[']).map_or(path, |(section, _)| section);
    let section = if is_section { path } else { around() };
    format!("`wharf config explain {}` tells what it takes", shown(section))
}
