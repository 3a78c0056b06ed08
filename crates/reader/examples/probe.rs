//! Probe.
#![allow(clippy::unwrap_used)]
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.rsplit('/').next().unwrap();
        match phuluc_reader::Reader::new().read(name, &bytes) {
            Ok(r) => {
                for s in &r.inspection.sheets {
                    for t in &s.tables {
                        eprintln!(
                            "{} {} {:.2} hdr {} rows {} unit {:?} year {:?} title {:?}",
                            s.name, t.layout.id, t.confidence, t.header, t.rows, t.unit, t.plan_year, t.title
                        );
                        for c in &t.columns {
                            eprintln!("   {} {:?} -> {:?} / {:?}", c.letters, c.header, c.field, c.next);
                        }
                    }
                }
                print!("{}", r.document.to_json(phuluc_model::Language::English));
            }
            Err(e) => println!("{path}: {e}"),
        }
    }
}
