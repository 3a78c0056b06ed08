//! From tokens to operations in the order in which they are done. Without
//! recursion, so that no depth of parentheses matters.

use phuluc_model::formula::{Operator, Token, tokens};

use super::functions::{self, Function};
use super::names::Names;
use super::stop::{Stop, What};
use super::value::{Area, Failure, Value};

/// One operation on the stack of values.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Push(Value),
    /// Whole arrays are worked on where the flag says so.
    Negate(bool),
    Percent(bool),
    Binary(Operator, bool),
    Call(&'static Function, usize),
    /// Takes a condition: goes on where it holds, else to `otherwise`; to `end` with an error.
    Branch {
        otherwise: usize,
        end: usize,
    },
    Jump(usize),
    /// Goes to `end` unless the topmost value is an error, which is taken away.
    Rescue {
        end: usize,
        only_missing: bool,
    },
}

/// More operations than a formula of Excel's length can have, names within it put in.
const MOST: usize = 100_000;
/// Names within names.
const DEEPEST: usize = 16;
const SYNTAX: Stop = Stop::Unsupported(What::Syntax);

/// Makes a formula of a sheet ready to be worked out.
pub(super) fn compile(text: &str, sheet: u32, names: &Names) -> Result<Vec<Op>, Stop> {
    let mut compiler = Compiler { names, ops: Vec::new(), products: 0 };
    compiler.expression(text, sheet, 0)?;
    Ok(compiler.ops)
}

struct Compiler<'n> {
    names: &'n Names,
    ops: Vec<Op>,
    /// How many calls are open that work on whole arrays.
    products: usize,
}

/// What waits for its operands or its end.
enum Holder {
    Binary(Operator),
    Negate,
    Open,
    Call { callee: Callee, arguments: usize, patches: Vec<usize> },
}

#[derive(Clone, Copy)]
enum Callee {
    If,
    Rescue { only_missing: bool },
    Function(&'static Function),
}

/// One text in work: the formula's own, or a name's.
struct Level {
    tokens: Vec<Token>,
    at: usize,
    sheet: u32,
    holders: Vec<Holder>,
    depth: usize,
}

impl Compiler<'_> {
    fn expression(&mut self, text: &str, sheet: u32, depth: usize) -> Result<(), Stop> {
        let mut level = Level { tokens: tokens(text)?, at: 0, sheet, holders: Vec::new(), depth };
        let mut wants_operand = true;
        while let Some(token) = level.next() {
            wants_operand = if wants_operand {
                self.operand(&mut level, token)?
            } else {
                self.operator(&mut level, token)?
            };
            if self.ops.len() > MOST {
                return Err(Stop::GaveUp);
            }
        }
        if wants_operand {
            return Err(SYNTAX);
        }
        self.emit_down_to(&mut level, 0);
        if level.holders.is_empty() { Ok(()) } else { Err(SYNTAX) }
    }

    /// Takes a token where an operand may begin; whether one is still wanted.
    fn operand(&mut self, level: &mut Level, token: Token) -> Result<bool, Stop> {
        let value = match token {
            Token::Number(number) => Value::number(number),
            Token::Text(text) => Value::text(text),
            Token::Bool(value) => Value::Bool(value),
            Token::Error(text) => Value::Error(Failure::of(text)),
            Token::Cell(..) | Token::Span(..) => self.reference(level, token, level.sheet)?,
            Token::Sheet(name) => {
                let sheet = self.names.sheet(&name).ok_or(Stop::Unsupported(What::Sheet))?;
                let next = level.next().ok_or(SYNTAX)?;
                if let Token::Name(name) = next {
                    return self.name(level, &name, sheet);
                }
                self.reference(level, next, sheet)?
            }
            Token::Name(name) => return self.name(level, &name, level.sheet),
            Token::Call(name) => {
                level.holders.push(Holder::Call {
                    callee: self.callee(&name)?,
                    arguments: 0,
                    patches: Vec::new(),
                });
                return Ok(true);
            }
            Token::Operator(Operator::Minus) => {
                level.holders.push(Holder::Negate);
                return Ok(true);
            }
            Token::Operator(Operator::Plus) | Token::At => return Ok(true),
            Token::Open => {
                level.holders.push(Holder::Open);
                return Ok(true);
            }
            Token::Close | Token::Comma => return self.left_out(level, &token),
            Token::Operator(_) | Token::Percent => return Err(SYNTAX),
        };
        self.ops.push(Op::Push(value));
        Ok(false)
    }

    /// A call without arguments, or with one left out.
    fn left_out(&mut self, level: &mut Level, token: &Token) -> Result<bool, Stop> {
        let Some(Holder::Call { arguments, .. }) = level.holders.last() else { return Err(SYNTAX) };
        // A sign right before stands for nothing.
        if level.at >= 2 && matches!(level.tokens.get(level.at - 2), Some(Token::Operator(_) | Token::At)) {
            return Err(SYNTAX);
        }
        if *token == Token::Close && *arguments == 0 {
            return self.close(level, false);
        }
        self.ops.push(Op::Push(Value::Missing));
        if *token == Token::Close { self.close(level, true) } else { self.comma(level) }
    }

    /// Takes a token behind an operand; whether another is wanted.
    fn operator(&mut self, level: &mut Level, token: Token) -> Result<bool, Stop> {
        match token {
            Token::Operator(operator) => {
                self.emit_down_to(level, rank(operator));
                level.holders.push(Holder::Binary(operator));
                Ok(true)
            }
            Token::Percent => {
                self.emit_down_to(level, PERCENT);
                self.ops.push(Op::Percent(self.products > 0));
                Ok(false)
            }
            Token::Comma => {
                self.emit_down_to(level, 0);
                self.comma(level)
            }
            Token::Close => {
                self.emit_down_to(level, 0);
                self.close(level, true)
            }
            _ => Err(SYNTAX),
        }
    }

    /// Emits what waits and binds at least as tightly.
    fn emit_down_to(&mut self, level: &mut Level, least: u8) {
        let arrays = self.products > 0;
        while let Some(holder) = level.holders.last() {
            let op = match holder {
                Holder::Binary(operator) if rank(*operator) >= least => Op::Binary(*operator, arrays),
                Holder::Negate if NEGATE >= least => Op::Negate(arrays),
                _ => return,
            };
            self.ops.push(op);
            level.holders.pop();
        }
    }

    /// The end of an argument, or a union of references.
    fn comma(&mut self, level: &mut Level) -> Result<bool, Stop> {
        match level.holders.last_mut() {
            Some(Holder::Call { callee, arguments, patches }) => {
                *arguments += 1;
                let at = self.ops.len();
                match (*callee, *arguments) {
                    (Callee::If, 1) => self.ops.push(Op::Branch { otherwise: 0, end: 0 }),
                    (Callee::If, 2) => self.ops.push(Op::Jump(0)),
                    (Callee::Rescue { only_missing }, 1) => {
                        self.ops.push(Op::Rescue { end: 0, only_missing });
                    }
                    (Callee::Function(_), _) => return Ok(true),
                    _ => return Err(SYNTAX),
                }
                patches.push(at);
                Ok(true)
            }
            Some(Holder::Open) => {
                level.holders.push(Holder::Binary(Operator::Union));
                Ok(true)
            }
            _ => Err(SYNTAX),
        }
    }

    /// The end of parentheses or of a call.
    fn close(&mut self, level: &mut Level, argument: bool) -> Result<bool, Stop> {
        match level.holders.pop() {
            Some(Holder::Open) => Ok(false),
            Some(Holder::Call { callee, arguments, patches }) => {
                self.call(callee, arguments + usize::from(argument), &patches)?;
                Ok(false)
            }
            _ => Err(SYNTAX),
        }
    }

    fn call(&mut self, callee: Callee, arguments: usize, patches: &[usize]) -> Result<(), Stop> {
        match callee {
            Callee::Function(function) => {
                if arguments < function.least || arguments > function.most {
                    return Err(SYNTAX);
                }
                self.products -= usize::from(function.arrays);
                self.ops.push(Op::Call(function, arguments));
                return Ok(());
            }
            Callee::If if arguments == 2 => self.ops.extend([Op::Jump(0), Op::Push(Value::Bool(false))]),
            Callee::If if arguments == 3 => {}
            Callee::Rescue { .. } if arguments == 2 => {}
            _ => return Err(SYNTAX),
        }
        let finish = self.ops.len();
        let jump = match (callee, patches) {
            (Callee::If, [_, jump]) => Some(*jump),
            // Without an `otherwise`, the jump over the FALSE that was just put there.
            (Callee::If, _) => finish.checked_sub(2),
            _ => None,
        };
        for patch in patches.iter().copied().chain(jump) {
            match self.ops.get_mut(patch) {
                Some(Op::Branch { otherwise, end }) => {
                    (*otherwise, *end) = (jump.map_or(finish, |jump| jump + 1), finish);
                }
                Some(Op::Jump(to)) => *to = finish,
                Some(Op::Rescue { end, .. }) => *end = finish,
                _ => {}
            }
        }
        Ok(())
    }

    fn callee(&mut self, name: &str) -> Result<Callee, Stop> {
        Ok(match name {
            "IF" => Callee::If,
            "IFERROR" => Callee::Rescue { only_missing: false },
            "IFNA" => Callee::Rescue { only_missing: true },
            _ => {
                let function =
                    functions::find(name).ok_or_else(|| Stop::Unsupported(What::Function(name.into())))?;
                self.products += usize::from(function.arrays);
                Callee::Function(function)
            }
        })
    }

    /// A cell, an area of two corners, or whole columns or rows.
    fn reference(&self, level: &mut Level, token: Token, sheet: u32) -> Result<Value, Stop> {
        let (first, mut last, mut absolute) = match token {
            Token::Cell(at, absolute) => (at, at, absolute),
            Token::Span(first, last, absolute) => (first, last, absolute),
            Token::Error(text) => return Ok(Value::Error(Failure::of(text))),
            _ => return Err(SYNTAX),
        };
        if let [Token::Operator(Operator::Range), Token::Cell(other, other_absolute)] = level.ahead() {
            (last, absolute) = (*other, absolute && *other_absolute);
            level.at += 2;
        }
        // A name's relative references move with the cell that uses it.
        if level.depth > 0 && !absolute {
            return Err(Stop::Unsupported(What::Name));
        }
        let one = Area { sheet, first, last: first };
        one.around(Area { sheet, first: last, last }).map(Value::Area).ok_or(SYNTAX)
    }

    /// Puts in what a name stands for.
    fn name(&mut self, level: &Level, name: &str, sheet: u32) -> Result<bool, Stop> {
        let known = self.names.formula(name, sheet);
        match known {
            Some(text) if level.depth < DEEPEST => {
                self.expression(text, sheet, level.depth + 1)?;
                Ok(false)
            }
            _ => Err(Stop::Unsupported(What::Name)),
        }
    }
}

impl Level {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// The next two tokens.
    fn ahead(&self) -> &[Token] {
        self.tokens.get(self.at..self.at + 2).unwrap_or_default()
    }
}

const NEGATE: u8 = 8;
const PERCENT: u8 = 7;

/// How tightly an operator binds.
const fn rank(operator: Operator) -> u8 {
    match operator {
        Operator::Range => 10,
        Operator::Union => 9,
        Operator::Power => 6,
        Operator::Times | Operator::Over => 5,
        Operator::Plus | Operator::Minus => 4,
        Operator::Join => 3,
        _ => 2,
    }
}

/// Whether a formula is a subtotal, which other subtotals leave out.
pub(super) fn is_subtotal(text: &str) -> bool {
    let holds = |name: &str| {
        text.as_bytes().windows(name.len()).any(|window| window.eq_ignore_ascii_case(name.as_bytes()))
    };
    holds("SUBTOTAL(") || holds("AGGREGATE(")
}
