package portal.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.ClasspathNode;
import org.elasticsearch.node.Node;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/** Runs one node on the loopback address until the process gets SIGTERM: {@code Launcher HOME PORT}. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        LogConfigurator.configureESLogging(); // without it Elasticsearch's own loggers have no factory
        Environment environment = new Environment(settings(Path.of(arguments[0]), arguments[1]), null);
        Node node = new ClasspathNode(environment, new Netty4Plugin());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        new CountDownLatch(1).await(); // the node's own threads do not keep a process alive
    }

    private static Settings settings(Path home, String port) {
        return Settings.builder()
            .put("path.home", home.toAbsolutePath())
            .put("cluster.name", "portal")
            .put("node.name", "portal")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", port)
            .put("transport.port", "0") // no other node talks to it: any free port
            .put("action.auto_create_index", "false") // a misspelt index name is an error, as the portal sets it up
            .put("cluster.routing.allocation.disk.threshold_enabled", "false") // a full disk would lock every index
            .build();
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
