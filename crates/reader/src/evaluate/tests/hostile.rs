//! Formulas that want to take all time or memory.
