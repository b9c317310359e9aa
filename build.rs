//! Bundles the style sheets and scripts, in the order of their file names, under an address that changes whenever they do.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=static");
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=templates");

    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let css = bundle("static/css", "css")?;
    let js = bundle("static/js", "js")?;
    let icons = fs::read("static/icons.svg")?;

    let mut source = String::new();
    let mut count = 3;
    let mut addresses = String::new();
    for (constant, name, kind, bytes) in [
        ("CSS", "app.HASH.css", "text/css; charset=utf-8", css),
        ("JS", "app.HASH.js", "text/javascript; charset=utf-8", js),
        ("ICONS", "icons.HASH.svg", "image/svg+xml", icons),
    ] {
        let address = format!("/static/{}", name.replace("HASH", &format!("{:016x}", fnv1a(&bytes))));
        let stored = out.join(name);
        fs::write(&stored, &bytes)?;
        source += &asset(&address, kind, &stored);
        addresses += &format!("const {constant}: &str = {address:?};\n");
    }
    for font in files("static/fonts", "woff2")? {
        let address = format!("/static/fonts/{}", font.file_name().unwrap_or_default().to_string_lossy());
        source += &asset(&address, "font/woff2", &font.canonicalize()?);
        count += 1;
    }
    let source = format!("/// Every file that the shop serves as it is.\npub static FILES: [Asset; {count}] = [\n{source}];\n");
    fs::write(out.join("assets.rs"), source + &addresses)
}

fn asset(address: &str, kind: &str, stored: &Path) -> String {
    format!("    Asset {{ address: {address:?}, kind: {kind:?}, bytes: include_bytes!({stored:?}), packed: OnceLock::new() }},\n")
}

fn bundle(folder: &str, extension: &str) -> io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    for file in files(folder, extension)? {
        whole.extend(fs::read(file)?);
        // A script that ends without a line break or a semicolon must not run into the next one.
        whole.extend(if extension == "js" { b"\n;\n".as_slice() } else { b"\n" });
    }
    Ok(whole)
}

fn files(folder: &str, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<_> = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    Ok(files)
}

/// FNV-1a, because a cache key needs no more and a build script should need no crates.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
