//! The templates, embedded, and how values are put into them: the ending of the file decides.

use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::{RenderError, quote};

/// Every template: its name and its text.
const TEMPLATES: &[(&str, &str)] = &[
    ("registry/config.yml.j2", include_str!("../../templates/registry/config.yml.j2")),
    ("nginx/nginx.conf.j2", include_str!("../../templates/nginx/nginx.conf.j2")),
    ("nginx/gitlab-registry.conf.j2", include_str!("../../templates/nginx/gitlab-registry.conf.j2")),
    ("nginx/mime.types.j2", include_str!("../../templates/nginx/mime.types.j2")),
    ("rails/gitlab.yml.j2", include_str!("../../templates/rails/gitlab.yml.j2")),
    ("auth-server/config.yml.j2", include_str!("../../templates/auth-server/config.yml.j2")),
    ("supervise/service.toml.j2", include_str!("../../templates/supervise/service.toml.j2")),
];

fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let mut syntax = SyntaxConfig::builder();
        let syntax = syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment
            .set_syntax(syntax.expect("the usual delimiters with whitespace control are a valid syntax"));
        environment.set_formatter(write_value);
        environment.add_filter("block", block);
        environment.add_filter("quoted", quoted);
        for (name, text) in TEMPLATES {
            environment.add_template(name, text).expect("the embedded templates are well-formed");
        }
        environment
    })
}

fn as_json(value: &Value) -> Result<serde_json::Value, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    serde_json::to_value(value).map_err(|source| {
        Error::new(ErrorKind::BadSerialization, "the value has no plain form").with_source(source)
    })
}

/// Writes a value as the ending of the template's name asks for.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let name = state.name().trim_end_matches(".j2");
    if value.is_safe() {
        out.write_str(value.as_str().unwrap_or_default())?;
        return Ok(());
    }
    let value = as_json(value)?;
    let text = match name.rsplit('.').next() {
        Some("yml") => Some(quote::yaml_value(&value)),
        Some("toml") => quote::toml_value(&value),
        Some("conf") => quote::nginx_word(&value),
        _ => None,
    };
    let text =
        text.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "a value would leave its place"))?;
    out.write_str(&text)?;
    Ok(())
}

/// A tree of values over several lines of YAML, behind `indent` spaces. Its scalars are quoted already.
fn block(value: &Value, indent: usize) -> Result<Value, Error> {
    Ok(Value::from_safe_string(quote::yaml_block(&as_json(value)?, indent)))
}

/// A whole line as one word of NGINX's configuration, double quotes and braces in it.
fn quoted(text: &str) -> Result<Value, Error> {
    let quoted = quote::nginx_quoted(text).map(Value::from_safe_string);
    quoted.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "a value would leave its place"))
}

/// The text of `template` with `values` in it.
pub(super) fn fill(template: &str, values: Value) -> Result<String, RenderError> {
    let filled = environment()
        .get_template(template)
        .and_then(|found| found.render(values).map(|text| lines_without_ends(&text)));
    filled.map_err(|source| RenderError::Template { template: template.to_owned(), source })
}

/// Blanks at the end of lines go: a null leaves one behind.
fn lines_without_ends(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}
