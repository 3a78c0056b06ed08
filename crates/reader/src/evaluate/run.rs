//! Works formulas out: each after those that it needs, with a stack of its own
//! instead of the program's, so that no chain is too long.

use phuluc_model::CellRef;
use rust_decimal::Decimal;

use super::cells::{Cells, State, stored};
use super::compile::{Op, compile};
use super::context::Context;
use super::functions::Function;
use super::names::Names;
use super::operators::{binary, unary};
use super::settle::settle;
use super::stop::{Budget, Doubt, Stop, What};
use super::value::{Failure, Value};
use super::{Checked, Verdict};

/// The work on one formula.
struct Frame {
    slot: u32,
    home: (u32, CellRef),
    ops: Vec<Op>,
    at: usize,
    stack: Vec<Value>,
    /// How many formulas of the current operation's areas are known to be worked out.
    cursor: usize,
    doubt: Doubt,
    alternative: Option<Value>,
}

/// How a formula ended.
pub(super) struct Outcome {
    pub(super) value: Value,
    pub(super) doubt: Doubt,
    pub(super) alternative: Option<Value>,
}

/// The work on all formulas of a workbook.
pub(super) struct Run<'b> {
    cells: Cells<'b>,
    names: Names,
    budget: Budget,
    checked: Vec<Checked>,
}

impl<'b> Run<'b> {
    pub(super) fn new(cells: Cells<'b>, budget: Budget) -> Self {
        let names = Names::of(cells.book);
        Self { cells, names, budget, checked: Vec::new() }
    }

    /// Works all formulas out; what is to be said of them, by sheet, row and column.
    pub(super) fn all(mut self) -> Vec<Checked> {
        for slot in 0..self.cells.places.len() as u32 {
            if matches!(self.cells.state(slot), State::Todo) {
                self.one(slot);
            }
        }
        self.checked.sort_by_key(|checked| (checked.sheet, checked.at));
        self.checked
    }

    fn one(&mut self, slot: u32) {
        let mut frames: Vec<Frame> = Vec::new();
        self.begin(slot, &mut frames);
        while let Some(frame) = frames.last_mut() {
            match self.advance(frame) {
                Ok(value) => {
                    let Some(frame) = self.pop(&mut frames) else { return };
                    let Frame { slot, doubt, alternative, .. } = frame;
                    self.finish(slot, Ok(Outcome { value, doubt, alternative }));
                }
                Err(Stop::Need(other)) => self.need(other, &mut frames),
                Err(stop) => {
                    let Some(frame) = self.pop(&mut frames) else { return };
                    self.finish(frame.slot, Err(stop));
                }
            }
        }
    }

    /// Begins with a formula that another waits for, or finds that both wait for each other.
    fn need(&mut self, slot: u32, frames: &mut Vec<Frame>) {
        if !matches!(self.cells.state(slot), State::Busy) {
            // Tables are not kept while others are worked out: many would take all memory.
            let holds = |frame: &Frame| frame.stack.iter().any(|value| matches!(value, Value::Array(_)));
            if frames.last().is_some_and(holds) {
                if let Some(frame) = self.pop(frames) {
                    self.finish(frame.slot, Err(Stop::GaveUp));
                }
                return;
            }
            return self.begin(slot, frames);
        }
        while let Some(frame) = self.pop(frames) {
            self.cycle(frame.slot);
            if frame.slot == slot {
                return;
            }
        }
    }

    fn begin(&mut self, slot: u32, frames: &mut Vec<Frame>) {
        self.cells.set(slot, State::Busy);
        let Some((place, cell)) = self.cells.formula(slot) else {
            return self.cells.set(slot, State::Nothing);
        };
        let text = cell.formula.as_deref().unwrap_or_default();
        let ops = self
            .budget
            .charge(1 + text.len() as u64 / 4)
            .and_then(|()| compile(text, place.sheet, &self.names))
            .and_then(|ops| self.hold(ops));
        match ops {
            Ok(ops) => frames.push(Frame {
                slot,
                home: (place.sheet, cell.at),
                ops,
                at: 0,
                stack: Vec::new(),
                cursor: 0,
                doubt: Doubt::None,
                alternative: None,
            }),
            Err(stop) => self.finish(slot, Err(stop)),
        }
    }

    /// Takes room for operations and as many values.
    fn hold(&mut self, ops: Vec<Op>) -> Result<Vec<Op>, Stop> {
        self.budget.waiting = self.budget.waiting.checked_sub(ops.len()).ok_or(Stop::GaveUp)?;
        Ok(ops)
    }

    fn pop(&mut self, frames: &mut Vec<Frame>) -> Option<Frame> {
        let frame = frames.pop()?;
        self.budget.waiting += frame.ops.len();
        Some(frame)
    }

    /// Goes on with a formula until it ends or needs another.
    fn advance(&mut self, frame: &mut Frame) -> Result<Value, Stop> {
        if frame.at == 0 {
            self.prepare(frame)?;
        }
        loop {
            let Frame { home, ops, at, stack, cursor, doubt, alternative, .. } = &mut *frame;
            let mut context = Context {
                cells: &self.cells,
                budget: &mut self.budget,
                doubt,
                home: *home,
                cursor,
                passed: 0,
                alternative,
            };
            context.budget.charge(1)?;
            match ops.get(*at) {
                None => {
                    let value = stack.last().cloned().unwrap_or(Value::Empty);
                    return match context.scalar(&value) {
                        Err(Stop::Error(failure)) => Ok(Value::Error(failure)),
                        other => other,
                    };
                }
                Some(op) => *at = step(&mut context, op, *at, stack)?,
            }
            frame.cursor = 0;
        }
    }

    /// Where tables are worked on, all cells are worked out before: none is kept meanwhile.
    fn prepare(&mut self, frame: &mut Frame) -> Result<(), Stop> {
        let arrays = frame.ops.iter().any(|op| matches!(op, Op::Call(function, _) if function.arrays));
        if !arrays {
            return Ok(());
        }
        let Frame { home, ops, cursor, doubt, alternative, .. } = frame;
        let mut context = Context {
            cells: &self.cells,
            budget: &mut self.budget,
            doubt,
            home: *home,
            cursor,
            passed: 0,
            alternative,
        };
        for op in ops.iter() {
            if let Op::Push(value) = op {
                context.settle_argument(value)?;
            }
        }
        *cursor = 0;
        Ok(())
    }

    /// Settles what stands in a cell and what is to be said of it.
    fn finish(&mut self, slot: u32, outcome: Result<Outcome, Stop>) {
        let Some((place, cell)) = self.cells.formula(slot) else { return };
        let (state, verdict) = settle(outcome, &cell.value, self.cells.book.recalculates);
        self.cells.set(slot, state);
        let sheet = place.sheet as usize;
        self.checked.extend(verdict.map(|verdict| Checked { sheet, at: cell.at, verdict }));
    }

    fn cycle(&mut self, slot: u32) {
        let Some((place, cell)) = self.cells.formula(slot) else { return };
        let state = match stored(&cell.value) {
            Value::Empty => State::Nothing,
            value => State::Done(value, false),
        };
        self.cells.set(slot, state);
        self.checked.push(Checked { sheet: place.sheet as usize, at: cell.at, verdict: Verdict::Cycle });
    }
}

/// Does one operation; which one is next.
fn step(context: &mut Context<'_, '_>, op: &Op, at: usize, stack: &mut Vec<Value>) -> Result<usize, Stop> {
    // What an operation takes away goes when it is done: until then nothing changes.
    let from = stack.len().checked_sub(taken(op)).ok_or(Stop::Unsupported(What::Syntax))?;
    let operands = stack.get(from..).unwrap_or_default();
    if !matches!(op, Op::Push(_) | Op::Jump(_)) {
        *context.alternative = None;
    }
    let mut next = at + 1;
    let result = match (op, operands) {
        (Op::Push(value), _) => Ok(Some(value.clone())),
        (Op::Jump(to), _) => {
            next = *to;
            Ok(None)
        }
        (Op::Negate(arrays), [value]) => unary(context, value, *arrays, Decimal::NEGATIVE_ONE).map(Some),
        (Op::Percent(arrays), [value]) => unary(context, value, *arrays, PERCENT).map(Some),
        (Op::Binary(operator, arrays), [left, right]) => {
            binary(context, *operator, left, right, *arrays).map(Some)
        }
        (Op::Branch { otherwise, end }, [condition]) => match context.truth(condition) {
            Ok(true) => Ok(None),
            Ok(false) => {
                next = *otherwise;
                Ok(None)
            }
            Err(Stop::Error(failure)) => {
                next = *end;
                Ok(Some(Value::Error(failure)))
            }
            Err(stop) => Err(stop),
        },
        (Op::Rescue { end, only_missing }, [value]) => match context.scalar(value)? {
            Value::Error(Failure::NotAvailable) => Ok(None),
            Value::Error(_) if !only_missing => Ok(None),
            other => {
                next = *end;
                Ok(Some(other))
            }
        },
        (Op::Call(function, _), operands) => call(context, function, operands).map(Some),
        _ => Err(Stop::Unsupported(What::Syntax)),
    };
    let value = match result {
        Err(Stop::Error(failure)) => Some(Value::Error(failure)),
        other => other?,
    };
    stack.truncate(from);
    stack.extend(value);
    Ok(next)
}

/// How many values an operation takes from the stack.
const fn taken(op: &Op) -> usize {
    match op {
        Op::Push(_) | Op::Jump(_) => 0,
        Op::Negate(_) | Op::Percent(_) | Op::Branch { .. } | Op::Rescue { .. } => 1,
        Op::Binary(..) => 2,
        Op::Call(_, arguments) => *arguments,
    }
}

fn call(context: &mut Context<'_, '_>, function: &Function, operands: &[Value]) -> Result<Value, Stop> {
    if !function.lazy {
        operands.iter().try_for_each(|operand| context.settle_argument(operand))?;
    }
    (function.run)(context, operands)
}

const PERCENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
