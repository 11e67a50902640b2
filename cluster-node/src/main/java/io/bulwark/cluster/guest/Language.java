package io.bulwark.cluster.guest;

import java.util.List;

/** The languages that a new guest can be written in. */
public enum Language {
    C(
            "C",
            List.of("Makefile", "README.md", "gitignore", "input.txt", "src/main.c"),
            "riscv64-unknown-elf-gcc",
            "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf make");

    private final String title;
    private final List<String> templates;
    private final String compiler;
    private final String packages;

    Language(String title, List<String> templates, String compiler, String packages) {
        this.title = title;
        this.templates = templates;
        this.compiler = compiler;
        this.packages = packages;
    }

    /** Its name, as people write it. */
    public String title() {
        return title;
    }

    /** Files of a project, as they lie in it; one that begins with a dot there lacks it here. */
    List<String> templates() {
        return templates;
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
