package io.bulwark.cluster.doctor;

import io.bulwark.cluster.doctor.Machine.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at a machine and says, line by line, what it can do for Bulwark and what would help. */
public final class Doctor {
    /** The release that Bulwark is built for. */
    static final int JAVA = 25;
    /** The smallest segments' proofs take 400 MiB, and a fifth of the heap is left to other things. */
    static final long LEAST_HEAP = 700L << 20;
    /** The largest take 2.2 GiB. */
    static final long GOOD_HEAP = 2816L << 20;

    static final long LEAST_SPACE = 1L << 30;
    static final long GOOD_SPACE = 10L << 30;
    private static final int API_PORT = 8480;
    private static final int MANAGEMENT_PORT = 8558;

    private final Machine machine;
    private final Path data;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Machine machine, Path data) {
        this.machine = machine;
        this.data = data;
    }

    /**
     * All findings, in order of how much hangs on them.
     *
     * @param data where a node would keep what it knows
     */
    public static List<Finding> examine(Machine machine, Path data) {
        Doctor doctor = new Doctor(machine, data);
        doctor.java();
        doctor.vectors();
        doctor.cores();
        doctor.memory();
        doctor.ports();
        doctor.disk();
        doctor.guests();
        return List.copyOf(doctor.findings);
    }

    private void java() {
        String remedy = "install a JDK %d, for example Eclipse Temurin, and set JAVA_HOME to it".formatted(JAVA);
        findings.add(
                machine.javaRelease() == JAVA
                        ? Finding.ok("JDK", machine.javaName())
                        : Finding.missing("JDK", "%s, and %d is needed".formatted(machine.javaName(), JAVA), remedy));
    }

    private void vectors() {
        String module = "vector module";
        if (!machine.hasVectorModule()) {
            findings.add(Finding.advice(
                    module,
                    "jdk.incubator.vector is not loaded: proofs take several times as long",
                    "start by ./bulwark, or add --add-modules=jdk.incubator.vector to the JVM's options"));
            return;
        }
        findings.add(Finding.ok(module, "jdk.incubator.vector is loaded"));
        int bits = machine.vectorBits();
        findings.add(
                bits >= 256
                        ? Finding.ok("SIMD", bits + " bits")
                        : Finding.advice(
                                "SIMD",
                                bits == 1 ? "scalar kernels" : bits + " bits: proofs take longer than on wider vectors",
                                "take away -Dbulwark.kernels if it is set; or prove on a CPU with AVX2, AVX-512 or SVE"));
    }

    private void cores() {
        int cores = machine.cores();
        findings.add(
                cores > 1
                        ? Finding.ok("cores", cores + " for this process")
                        : Finding.advice(
                                "cores",
                                "1",
                                "give the machine or the container more: a segment's proof uses several"));
    }

    private void memory() {
        String memory = "%s, heap up to %s".formatted(size(machine.memory()), size(machine.heap()));
        String remedy = "set BULWARK_JAVA_OPTIONS=-Xmx3g, on a machine with more memory than that";
        if (machine.heap() < LEAST_HEAP) {
            findings.add(Finding.missing(
                    "memory", memory + ": the smallest segments need %s".formatted(size(LEAST_HEAP)), remedy));
        } else if (machine.heap() < GOOD_HEAP) {
            findings.add(Finding.advice("memory", memory + ": enough for smaller segments only", remedy));
        } else {
            findings.add(Finding.ok("memory", memory));
        }
        if (!machine.hasLargePages()) {
            findings.add(Finding.advice(
                    "large pages",
                    "the system gives none",
                    "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled (as root): proofs touch large arrays"));
        }
    }

    private void ports() {
        findings.add(
                machine.port(0) == Port.FREE
                        ? Finding.ok("cluster ports", "processes of this machine can reach each other by TCP")
                        : Finding.missing(
                                "cluster ports",
                                "nothing can be listened at on 127.0.0.1",
                                "allow this user or container to open TCP sockets"));
        port(API_PORT, "the API");
        port(MANAGEMENT_PORT, "management");
    }

    private void port(int number, String use) {
        String check = "port %d".formatted(number);
        switch (machine.port(number)) {
            case FREE -> findings.add(Finding.ok(check, "free for %s".formatted(use)));
            case TAKEN ->
                findings.add(Finding.advice(
                        check,
                        "taken by another process, perhaps a node of Bulwark",
                        "end that process (ss -ltnp names it), or give the node another port for %s".formatted(use)));
            case FORBIDDEN ->
                findings.add(Finding.advice(
                        check,
                        "may not be listened at",
                        "allow it, or give the node another port for %s".formatted(use)));
        }
    }

    private void disk() {
        String where = data.toAbsolutePath().toString();
        if (!machine.isWritable(data)) {
            findings.add(Finding.missing(
                    "disk",
                    where + " cannot be written",
                    "give --data another directory, or the user the right to write"));
            return;
        }
        try {
            long free = machine.freeSpace(data);
            String found = "%s free at %s".formatted(size(free), where);
            String remedy = "free some space, or give --data a directory on another disk";
            if (free < LEAST_SPACE) {
                findings.add(Finding.missing("disk", found, remedy));
            } else if (free < GOOD_SPACE) {
                findings.add(Finding.advice("disk", found + ": little for long jobs", remedy));
            } else {
                findings.add(Finding.ok("disk", found));
            }
        } catch (IOException e) {
            findings.add(Finding.advice(
                    "disk",
                    "how much is free is not known: " + e.getMessage(),
                    "see that %s has 10 GiB".formatted(where)));
        }
    }

    private void guests() {
        findings.add(
                machine.hasProgram("qemu-riscv32")
                        ? Finding.ok("qemu", "qemu-riscv32 is on PATH")
                        : Finding.advice(
                                "qemu",
                                "qemu-riscv32 is not on PATH: guests cannot be compared with another machine",
                                "apt-get install qemu-user"));
        boolean compiler = machine.hasProgram("riscv64-unknown-elf-gcc");
        findings.add(
                compiler && machine.hasPicolibc()
                        ? Finding.ok("guests in C", "riscv64-unknown-elf-gcc and picolibc")
                        : Finding.advice(
                                "guests in C",
                                compiler ? "picolibc is not there" : "riscv64-unknown-elf-gcc is not on PATH",
                                "apt-get install gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf make"));
        boolean cargo = machine.hasProgram("cargo");
        findings.add(
                cargo && machine.hasRustSource()
                        ? Finding.ok("guests in Rust", "cargo, rustc and the source of its library")
                        : Finding.advice(
                                "guests in Rust",
                                cargo ? "Debian's rustc-web or rust-web-src is not there" : "cargo is not on PATH",
                                "apt-get install rustc-web rust-web-src cargo-web lld make"));
    }

    /** As people write it. */
    static String size(long bytes) {
        return bytes >= 1L << 30 ? "%.1f GiB".formatted((double) bytes / (1L << 30)) : "%d MiB".formatted(bytes >> 20);
    }
}
