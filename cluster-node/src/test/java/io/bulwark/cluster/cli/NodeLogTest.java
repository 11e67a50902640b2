package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line of the log says of the job and the task that it is about. */
class NodeLogTest {
    private static final Map<String, String> BOTH = Map.of("job", "0123abcd", "task", "interval 7");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"logback.xml, CONSOLE", "logback-file.xml, FILE"})
    void textNamesTheJobAndTheTaskWhereThereAreSuch(String file, String appender) throws Exception {
        LoggerContext context = new LoggerContext();
        context.putProperty("bulwark.log.file", directory.resolve("log").toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(NodeLogTest.class.getResource("/" + file));
        OutputStreamAppender<ILoggingEvent> to = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(appender);

        assertThat(text(to, line(context, BOTH))).endsWith("INFO  Here [0123abcd, interval 7] - done\n");
        assertThat(text(to, line(context, Map.of("job", "0123abcd")))).endsWith("INFO  Here [0123abcd] - done\n");
        assertThat(text(to, line(context, Map.of()))).endsWith("INFO  Here - done\n");
        context.stop();
    }

    @Test
    void jsonHasThemAsFieldsOfItsOwn() throws Exception {
        LoggerContext context = new LoggerContext();

        JsonNode json = new ObjectMapper().readTree(NodeLog.json(context).encode(line(context, BOTH)));

        assertThat(json.at("/mdc/job").asText()).isEqualTo("0123abcd");
        assertThat(json.at("/mdc/task").asText()).isEqualTo("interval 7");
        assertThat(json.at("/formattedMessage").asText()).isEqualTo("done");
    }

    private static String text(OutputStreamAppender<ILoggingEvent> appender, ILoggingEvent line) {
        return new String(appender.getEncoder().encode(line), StandardCharsets.UTF_8);
    }

    private static ILoggingEvent line(LoggerContext context, Map<String, String> about) {
        Logger logger = context.getLogger("somewhere.Here");
        LoggingEvent line = new LoggingEvent("here", logger, Level.INFO, "done", null, null);
        line.setMDCPropertyMap(about);
        return line;
    }
}
