//! Reads NGINX's configuration into a tree of directives, to compare meanings.

use serde_json::{Value, json};

#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    Open,
    Close,
    End,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            c if c.is_whitespace() => {}
            '#' => while rest.next_if(|c| *c != '\n').is_some() {},
            ';' => tokens.push(Token::End),
            '{' => tokens.push(Token::Open),
            '}' => tokens.push(Token::Close),
            quote @ ('"' | '\'') => {
                let mut word = String::new();
                while let Some(c) = rest.next().filter(|c| *c != quote) {
                    word.push(if c == '\\' { rest.next().unwrap() } else { c });
                }
                tokens.push(Token::Word(word));
            }
            c => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| !c.is_whitespace() && !";{}".contains(*c)) {
                    word.push(c);
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    tokens
}

/// The directives of `text`: `[{"d": ["listen", "*:443"], "block": […]}]`.
pub fn directives(text: &str) -> Value {
    fn block(tokens: &mut impl Iterator<Item = Token>) -> Vec<Value> {
        let mut found = Vec::new();
        let mut words: Vec<String> = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(word) => words.push(word),
                Token::End => found.push(json!({ "d": std::mem::take(&mut words) })),
                Token::Open => {
                    let d = std::mem::take(&mut words);
                    found.push(json!({ "d": d, "block": block(tokens) }));
                }
                Token::Close => break,
            }
        }
        assert!(words.is_empty(), "a directive without an end: {words:?}");
        found
    }
    let mut tokens = tokens(text).into_iter();
    let all = block(&mut tokens);
    assert_eq!(tokens.next(), None, "more closing braces than opening ones");
    Value::Array(all)
}
