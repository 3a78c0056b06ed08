#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| phuluc_fuzz::read("xls", bytes));
