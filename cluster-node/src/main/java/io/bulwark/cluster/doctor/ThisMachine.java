package io.bulwark.cluster.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.bulwark.field.Kernels;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The machine that this process runs on. */
public final class ThisMachine implements Machine {
    private static final Path LARGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final int ANSWER_SECONDS = 10;

    @Override
    public int javaRelease() {
        return Runtime.version().feature();
    }

    @Override
    public String javaName() {
        return Runtime.version() + " of " + System.getProperty("java.vendor", "unknown origin");
    }

    @Override
    public boolean hasVectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    @Override
    public int vectorBits() {
        return hasVectorModule() ? Kernels.best().bits() : 1;
    }

    @Override
    public int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    @Override
    public long heap() {
        return Runtime.getRuntime().maxMemory();
    }

    @Override
    public boolean hasLargePages() {
        try {
            return !Files.readString(LARGE_PAGES).contains("[never]");
        } catch (IOException e) {
            // A system without the file is none that can be told what to do.
            return true;
        }
    }

    @Override
    public Port port(int number) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port that was in use a moment ago can be listened at again; so nodes do.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), 1);
            return Port.FREE;
        } catch (BindException e) {
            boolean taken = e.getMessage() == null
                    || e.getMessage().toLowerCase(Locale.ROOT).contains("in use");
            return taken ? Port.TAKEN : Port.FORBIDDEN;
        } catch (IOException e) {
            return Port.FORBIDDEN;
        }
    }

    @Override
    public boolean isWritable(Path directory) {
        Path place = existing(directory);
        return Files.isDirectory(place) && Files.isWritable(place);
    }

    @Override
    public long freeSpace(Path directory) throws IOException {
        return Files.getFileStore(existing(directory)).getUsableSpace();
    }

    private static Path existing(Path directory) {
        Path place = directory.toAbsolutePath().normalize();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }

    @Override
    public boolean hasProgram(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> new File(directory, name))
                .anyMatch(file -> file.isFile() && file.canExecute());
    }

    @Override
    public boolean hasRustSource() {
        return Files.isExecutable(Path.of("/usr/bin/rustc"))
                && Files.isDirectory(Path.of("/usr/lib/rustlib/src/rust/library"));
    }

    @Override
    public boolean hasPicolibc() {
        // The compiler answers with a path where it finds the file, and with the bare name where it does not.
        String specs = "picolibc.specs";
        try {
            Process process = new ProcessBuilder("riscv64-unknown-elf-gcc", "-print-file-name=" + specs)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return answer.length() > specs.length();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
