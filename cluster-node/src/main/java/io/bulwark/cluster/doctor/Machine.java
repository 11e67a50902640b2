package io.bulwark.cluster.doctor;

import java.io.IOException;
import java.nio.file.Path;

/** What the doctor asks a machine. */
public interface Machine {
    /** What became of an attempt to listen. */
    enum Port {
        FREE,
        TAKEN,
        FORBIDDEN
    }

    /** Feature release of the Java that runs this. */
    int javaRelease();

    /** Its version and who made it. */
    String javaName();

    boolean hasVectorModule();

    /** Bits of the vectors that the prover's kernels use; 1 for scalar ones. */
    int vectorBits();

    int cores();

    /** Bytes of memory that this process may use, of the machine or of its container. */
    long memory();

    /** Bytes that the heap may grow to. */
    long heap();

    /** Whether large pages are given to who asks for them. */
    boolean hasLargePages();

    /** Whether a port can be listened at on this machine itself; 0: any. */
    Port port(int number);

    /** Whether files can be made in a directory, or in the one that it would be made in. */
    boolean isWritable(Path directory);

    /**
     * Free bytes where a directory is, or would be made.
     *
     * @throws IOException if the system does not tell
     */
    long freeSpace(Path directory) throws IOException;

    /** Whether a program is on PATH. */
    boolean hasProgram(String name);

    /** Whether the cross compiler finds picolibc. */
    boolean hasPicolibc();

    /** Whether Debian's Rust compiler is there with the source of its library, from which guests' own is built. */
    boolean hasRustSource();
}
