package io.bulwark.cluster.ledger;

import io.bulwark.cluster.ledger.LedgerException.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/** An LMDB environment that one process has for itself, and its transactions. Safe for use by several threads. */
final class Environment implements AutoCloseable {
    private static final int TABLES = 8;

    private final Path directory;
    private final FileChannel lock;
    private final Env<byte[]> pages;
    /** LMDB must not be closed under somebody's feet: transactions hold this shared, {@link #close} alone. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    /**
     * Opens the directory, makes it if it is not there, and checks the file's pages.
     *
     * @param names of the tables that may be in it
     */
    static Environment open(Path directory, Set<String> names, long greatestBytes) {
        FileChannel lock = lock(directory);
        Optional<Environment> opened = Optional.empty();
        try {
            LmdbFile.check(directory.resolve("data.mdb"), names);
            opened = Optional.of(new Environment(directory, lock, greatestBytes));
            return opened.get();
        } catch (DamagedFileException e) {
            throw Faults.damage(directory, e.getMessage(), e);
        } catch (LmdbException e) {
            throw Faults.of(directory, "opening it", e);
        } finally {
            if (opened.isEmpty()) {
                release(lock);
            }
        }
    }

    private Environment(Path directory, FileChannel lock, long greatestBytes) {
        this.directory = directory;
        this.lock = lock;
        pages = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(greatestBytes)
                .setMaxDbs(TABLES)
                .open(directory.toFile(), EnvFlags.MDB_NOTLS);
    }

    private static FileChannel lock(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel file =
                    FileChannel.open(directory.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() != null) {
                return file;
            }
            file.close();
        } catch (OverlappingFileLockException e) {
            throw inUse(directory, e);
        } catch (IOException e) {
            throw new LedgerException(
                    Files.isWritable(directory) ? Fault.UNUSABLE : Fault.READ_ONLY,
                    "the ledger in " + directory + " cannot be opened (" + e + ")",
                    e);
        }
        throw inUse(directory, null);
    }

    private static LedgerException inUse(Path directory, OverlappingFileLockException e) {
        return new LedgerException(
                Fault.IN_USE, "the ledger in " + directory + " is in use by another node on this machine", e);
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("a file lock cannot be released", e);
        }
    }

    Table table(String name) {
        return new Table(directory, name, pages.openDbi(name, DbiFlags.MDB_CREATE, DbiFlags.MDB_UNSIGNEDKEY));
    }

    Path directory() {
        return directory;
    }

    long bytes() {
        try {
            return Files.size(directory.resolve("data.mdb"));
        } catch (IOException e) {
            throw new LedgerException(Fault.UNUSABLE, "the ledger's file in " + directory + " is gone", e);
        }
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!pages.isClosed()) {
                pages.close();
                release(lock);
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    <T> T read(String act, Function<Txn<byte[]>, T> work) {
        open.readLock().lock();
        try (Txn<byte[]> txn = pages.txnRead()) {
            return work.apply(txn);
        } catch (LmdbException e) {
            throw Faults.of(directory, act, e);
        } finally {
            open.readLock().unlock();
        }
    }

    /** One transaction; it is on the disk when this comes back, or, if that fails, was never there. */
    void write(String act, Consumer<Txn<byte[]>> work) {
        open.readLock().lock();
        try (Txn<byte[]> txn = pages.txnWrite()) {
            work.accept(txn);
            txn.commit();
        } catch (LmdbException e) {
            throw Faults.of(directory, act, e);
        } finally {
            open.readLock().unlock();
        }
    }
}
