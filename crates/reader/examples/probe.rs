//! Probe.
#![allow(clippy::unwrap_used)]
fn main() {
    let mut layouts = phuluc_model::Layouts::built_in();
    for e in std::fs::read_dir("testdata/layouts").unwrap() {
        let p = e.unwrap().path();
        if p.extension().is_some_and(|x| x == "toml") {
            let t = std::fs::read_to_string(&p).unwrap();
            match phuluc_model::Layout::from_toml(p.to_str().unwrap(), &t) {
                Ok(l) => layouts.add(l),
                Err(e) => eprintln!("{e}"),
            }
        }
    }
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.rsplit('/').next().unwrap();
        match phuluc_reader::Reader::new().layouts(layouts.clone()).read(name, &bytes) {
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
