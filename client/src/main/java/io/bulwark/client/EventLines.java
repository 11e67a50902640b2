package io.bulwark.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The lines of an event stream, handed from the connection's thread to the reader's one by one: no more than one waits. */
final class EventLines implements Flow.Subscriber<String> {
    private record Item(Optional<String> line) {}

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(String line) {
        items.add(new Item(Optional.of(line)));
    }

    @Override
    public void onError(Throwable failure) {
        items.add(new Item(Optional.empty()));
    }

    @Override
    public void onComplete() {
        items.add(new Item(Optional.empty()));
    }

    /** The next line; empty when the stream has ended, is broken, or silent for too long. */
    Optional<String> next(Duration silence) throws InterruptedException {
        Item item = items.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (item == null) {
            return Optional.empty();
        }
        if (item.line().isPresent()) {
            subscription.request(1);
        }
        return item.line();
    }
}
