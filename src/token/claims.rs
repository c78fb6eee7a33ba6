//! What a token says: who may do what, from whom, for whom, until when.

use serde::{Deserialize, Deserializer, Serialize};

/// The claims of a registry token: those of RFC 7519 that count here, and `access`.
///
/// Others that GitLab sends (`auth_type`, `user`, `access[].meta`) are ignored, as `distribution` does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// `iss`: who signed it.
    #[serde(rename = "iss", default)]
    pub issuer: String,
    /// `sub`: the user; absent for an anonymous one.
    #[serde(rename = "sub", default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// `aud`: the services it is for. One is written as a string, the only form that `distribution` 2 reads.
    #[serde(rename = "aud", default, deserialize_with = "one_or_many", serialize_with = "one_as_text")]
    pub audience: Vec<String>,
    /// `exp`: until when, in seconds since 1970. Absent is expired.
    #[serde(rename = "exp", default, deserialize_with = "moment", skip_serializing_if = "Option::is_none")]
    pub expires: Option<u64>,
    /// `nbf`: from when.
    #[serde(rename = "nbf", default, deserialize_with = "moment", skip_serializing_if = "Option::is_none")]
    pub not_before: Option<u64>,
    /// `iat`: when it was signed.
    #[serde(rename = "iat", default, deserialize_with = "moment", skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<u64>,
    /// `jti`: its own name.
    #[serde(rename = "jti", default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it allows.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub access: Vec<Access>,
}

/// One entry of `access`: actions on one resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// `type`: `repository` or `registry`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The repository, or `catalog`.
    #[serde(default)]
    pub name: String,
    /// `pull`, `push`, `delete` or `*`.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub actions: Vec<String>,
}

impl Claims {
    /// Whether some entry of `access` has this type, exactly this name, and the action or `*`.
    ///
    /// Names are compared whole: GitLab's `group/*` entries mean nothing to a registry.
    #[must_use]
    pub fn allows(&self, kind: &str, name: &str, action: &str) -> bool {
        self.access.iter().any(|access| {
            access.kind == kind
                && access.name == name
                && access.actions.iter().any(|granted| granted == action || granted == "*")
        })
    }
}

/// Go writes an empty slice as `null`.
fn null_is_empty<'de, T: Deserialize<'de>, D: Deserializer<'de>>(input: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(input)?.unwrap_or_default())
}

fn one_or_many<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Audience {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Option::<Audience>::deserialize(input)? {
        None => Vec::new(),
        Some(Audience::One(one)) => vec![one],
        Some(Audience::Many(many)) => many,
    })
}

fn one_as_text<S: serde::Serializer>(audience: &[String], output: S) -> Result<S::Ok, S::Error> {
    match audience {
        [one] => one.serialize(output),
        many => many.serialize(output),
    }
}

/// A `NumericDate` of RFC 7519: a number of seconds, with or without a fraction.
fn moment<'de, D: Deserializer<'de>>(input: D) -> Result<Option<u64>, D::Error> {
    let Some(number) = Option::<serde_json::Number>::deserialize(input)? else { return Ok(None) };
    if let Some(seconds) = number.as_u64() {
        return Ok(Some(seconds));
    }
    let seconds = number.as_f64().unwrap_or(0.0).floor().max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates"
    )]
    let seconds = seconds as u64;
    Ok(Some(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gitlab_sends_is_read() {
        let claims: Claims = serde_json::from_str(
            r#"{"access":[{"type":"repository","name":"g/p","actions":["pull","push"],
                 "meta":{"project_path":"g/p","project_id":1,"root_namespace_id":2}}],
                "jti":"0d9f","aud":"container_registry","sub":"root","iss":"omnibus-gitlab-issuer",
                "iat":1700000000,"nbf":1699999995,"exp":1700000300,"auth_type":"gitlab_or_ldap","user":"eyJ"}"#,
        )
        .unwrap();
        assert_eq!(claims.audience, ["container_registry"]);
        assert_eq!(claims.subject.as_deref(), Some("root"));
        assert_eq!(
            (claims.expires, claims.not_before, claims.issued_at),
            (Some(1_700_000_300), Some(1_699_999_995), Some(1_700_000_000))
        );
        for (name, kind, repository, action, want) in [
            ("a granted action", "repository", "g/p", "push", true),
            ("one that was not granted", "repository", "g/p", "delete", false),
            ("another repository", "repository", "g/p2", "pull", false),
            ("a name above", "repository", "g", "pull", false),
            ("another type", "registry", "g/p", "pull", false),
        ] {
            assert_eq!(claims.allows(kind, repository, action), want, "{name}");
        }
    }

    #[test]
    fn a_star_grants_every_action_and_a_pattern_no_name() {
        let access =
            |name: &str| Access { kind: "repository".into(), name: name.into(), actions: vec!["*".into()] };
        let claims = Claims { access: vec![access("g/p"), access("h/*")], ..Claims::default() };
        assert!(claims.allows("repository", "g/p", "delete"));
        assert!(!claims.allows("repository", "h/p", "pull"), "GitLab's `h/*` is no pattern here");
    }

    #[test]
    fn odd_shapes_are_read_and_others_refused() {
        for (name, json, want) in [
            ("null lists", r#"{"access":null,"aud":null}"#, true),
            ("null actions", r#"{"access":[{"type":"repository","name":"a","actions":null}]}"#, true),
            ("a list of audiences", r#"{"aud":["a","b"]}"#, true),
            ("a fraction of a second", r#"{"exp":1700000000.9}"#, true),
            ("a negative time", r#"{"nbf":-1}"#, true),
            ("a time as text", r#"{"exp":"1700000000"}"#, false),
            ("an audience that is a number", r#"{"aud":1}"#, false),
            ("access that is a map", r#"{"access":{}}"#, false),
            ("the same claim twice", r#"{"iss":"a","iss":"b"}"#, false),
        ] {
            assert_eq!(serde_json::from_str::<Claims>(json).is_ok(), want, "{name}");
        }
    }

    #[test]
    fn one_audience_is_text_and_nobody_is_left_out() {
        let claims = Claims { audience: vec!["s".into()], ..Claims::default() };
        assert_eq!(serde_json::to_string(&claims).unwrap(), r#"{"iss":"","aud":"s","access":[]}"#);
    }
}
