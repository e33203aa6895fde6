//! Sets up, builds, runs, tests, packages.

mod site;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((command, rest)) if command == "site" => site::run(rest),
        _ => anyhow::bail!("usage: cargo xtask site [--serve]"),
    }
}
