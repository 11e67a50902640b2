package io.bulwark.cluster.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import com.typesafe.config.Config;
import io.bulwark.protocol.NodeId;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** A node's log as its settings want it. */
final class NodeLog {
    private NodeLog() {}

    /** One object a line. */
    static JsonEncoder json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }

    /**
     * Sets the level, and turns lines into JSON if that is wanted: one object a line, with the node's name, and the job's id and the task's name where a line is about one.
     *
     * @param settings those under {@code bulwark.log}
     */
    static void begin(NodeId node, Config settings) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.putProperty("node", node.name());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(settings.getString("level"), Level.INFO));
        if (settings.getBoolean("json")) {
            for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
                if (each.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
                    appender.stop();
                    appender.setEncoder(json(context));
                    appender.start();
                }
            }
        }
    }
}
