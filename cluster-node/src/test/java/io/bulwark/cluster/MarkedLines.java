package io.bulwark.cluster;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this process logs from now on, with what its lines are marked with. */
public final class MarkedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private record Line(String text, Map<String, String> marks) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    public MarkedLines() {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new Line(event.getFormattedMessage(), Map.copyOf(event.getMDCPropertyMap())));
    }

    /** The marks of the lines with these words in them. */
    public List<Map<String, String>> of(String words) {
        return lines.stream()
                .filter(line -> line.text().contains(words))
                .map(Line::marks)
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
