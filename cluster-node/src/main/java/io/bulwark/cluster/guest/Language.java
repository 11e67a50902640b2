package io.bulwark.cluster.guest;

import java.util.List;
import java.util.Map;

/** The languages that a new guest can be written in. */
public enum Language {
    C("C", "riscv64-unknown-elf-gcc", "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf make"),
    RUST("Rust", "cargo", "rustc-web rust-web-src cargo-web lld make");

    private final String title;
    private final String compiler;
    private final String packages;

    Language(String title, String compiler, String packages) {
        this.title = title;
        this.compiler = compiler;
        this.packages = packages;
    }

    /** Its name, as people write it. */
    public String title() {
        return title;
    }

    /** Files of a project, as they lie in it; one that begins with a dot there lacks it here. */
    List<String> templates() {
        return switch (this) {
            case C -> List.of("Makefile", "README.md", "gitignore", "input.txt", "src/main.c");
            case RUST -> List.of("Cargo.toml", "Makefile", "README.md", "gitignore", "input.txt", "src/main.rs");
        };
    }

    /** Files and directories that a project has from the guests' directory: where they lie there, and in the project. */
    Map<String, String> parts() {
        return switch (this) {
            case C -> Map.of("kit", "kit");
            case RUST ->
                Map.of(
                        "rust/kit", "kit",
                        "rust/riscv32im-bulwark.json", "riscv32im-bulwark.json",
                        "rust/Cargo.lock", "Cargo.lock",
                        "kit/guest.ld", "guest.ld");
        };
    }

    /** The compiler's name on PATH. */
    public String compiler() {
        return compiler;
    }

    /** Debian's packages that bring what a project is built with. */
    public String packages() {
        return packages;
    }
}
