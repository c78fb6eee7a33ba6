//! JSON, member by member. A document never becomes a tree: what nobody asks for is passed over, so 4 MiB of tiny or of
//! nested members cost the 4 MiB they came in.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object that go by `keys`, where they are not null. Of two by one name the last counts, as in
/// `distribution`'s program.
pub(super) fn members<'j, const N: usize>(
    json: &'j str,
    keys: [&str; N],
) -> Result<[Option<&'j RawValue>; N], serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let found = Members(keys).deserialize(&mut reader)?;
    reader.end()?;
    Ok(found.map(|value| value.filter(|value| value.get() != "null")))
}

/// Gives every item of a list to `take`, which may refuse it.
pub(super) fn each<'j, E>(
    json: &'j str,
    take: impl FnMut(&'j RawValue) -> Result<(), E>,
) -> Result<Result<(), E>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.deserialize_seq(Each(take, PhantomData))
}

/// A text; anything else is none, and so is an empty one.
pub(super) fn text(value: Option<&RawValue>) -> Option<String> {
    serde_json::from_str::<String>(value?.get()).ok().filter(|text| !text.is_empty())
}

/// A number that is whole and not negative.
pub(super) fn number(value: Option<&RawValue>) -> Option<u64> {
    serde_json::from_str(value?.get()).ok()
}

/// The object itself, if it is one and every value in it is a text: what readers of annotations take.
pub(super) fn texts(value: Option<&RawValue>) -> Option<Box<RawValue>> {
    let value = value?;
    serde_json::Deserializer::from_str(value.get()).deserialize_map(Texts).ok()?;
    Some(value.to_owned())
}

struct Members<'k, const N: usize>([&'k str; N]);

impl<'j, const N: usize> DeserializeSeed<'j> for Members<'_, N> {
    type Value = [Option<&'j RawValue>; N];

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'j, const N: usize> Visitor<'j> for Members<'_, N> {
    type Value = [Option<&'j RawValue>; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = [None; N];
        while let Some(place) = map.next_key_seed(Place(&self.0))? {
            match place.and_then(|place| found.get_mut(place)) {
                Some(slot) => *slot = Some(map.next_value::<&RawValue>()?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(found)
    }
}

/// Which of the wanted keys a key is.
struct Place<'k>(&'k [&'k str]);

impl<'j> DeserializeSeed<'j> for Place<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|wanted| *wanted == key))
    }
}

struct Each<F, E>(F, PhantomData<E>);

impl<'j, E, F: FnMut(&'j RawValue) -> Result<(), E>> Visitor<'j> for Each<F, E> {
    type Value = Result<(), E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'j>>(mut self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut outcome = Ok(());
        while let Some(item) = list.next_element::<&RawValue>()? {
            if outcome.is_ok() {
                outcome = (self.0)(item);
            }
        }
        Ok(outcome)
    }
}

struct Texts;

impl<'j> Visitor<'j> for Texts {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<IgnoredAny>()?.is_some() {
            let value = map.next_value::<&RawValue>()?;
            if !value.get().starts_with('"') {
                return Err(A::Error::custom("not a text"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_and_all_else_is_passed_over() {
        let json = r#"{"x":[1,{"a":2}],"a":1,"b":null,"a":{"c":"d"}, "\u0063":"e"}"#;
        let [a, b, c, none] = members(json, ["a", "b", "c", "none"]).unwrap();
        assert_eq!(a.map(RawValue::get), Some(r#"{"c":"d"}"#), "the last one counts");
        assert!(b.is_none() && none.is_none());
        assert_eq!(text(c).as_deref(), Some("e"), "an escaped key is the key");
        for wrong in ["", "[]", "1", "{", r#"{"a":}"#, r#"{"a":1}{"#, "{\"a\":\"\u{1}\"}"] {
            assert!(members(wrong, ["a"]).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn lists_texts_and_numbers_are_what_they_say() {
        let mut seen = Vec::new();
        let take = |item: &RawValue| -> Result<(), ()> {
            seen.push(item.get().to_owned());
            if item.get() == "2" { Err(()) } else { Ok(()) }
        };
        assert_eq!(each("[1, 2, 3]", take).unwrap(), Err(()));
        assert_eq!(seen, ["1", "2"]);
        let raw = |json: &'static str| serde_json::from_str::<&RawValue>(json).unwrap();
        assert_eq!(text(Some(raw("\"\""))), None);
        assert_eq!(text(Some(raw("7"))), None);
        assert_eq!(number(Some(raw("-7"))), None);
        assert_eq!(number(Some(raw("7"))), Some(7));
        assert!(texts(Some(raw(r#"{"a":"b"}"#))).is_some());
        assert!(texts(Some(raw(r#"{"a":"b","c":["d"]}"#))).is_none());
        assert!(texts(Some(raw(r#"["a"]"#))).is_none());
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = format!(r#"{{"x":{}1{},"a":"b"}}"#, "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(text(members(&deep, ["a"]).unwrap()[0]).as_deref(), Some("b"));
    }
}
