import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.server.handler.HandlerList;

/**
 * DynamoDB Local on the loopback interface and a free port, in memory.
 *
 * Its own main class listens on every interface and reports to its makers; here only its
 * request handlers are used, behind a Jetty of ours. Prints the port, ends when its
 * standard input does. With -databasePerRegion each access key and region of a signature has its
 * own tables; without, all see the same. POST /control/roll closes every open shard and opens its child;
 * POST /control/dilate/<milliseconds> lets that much time pass for shards, records and iterators.
 */
public class LocalDynamoDb {
  public static void main(String[] arguments) throws Exception {
    var isShared = !List.of(arguments).contains("-databasePerRegion");
    var requests = new LocalDynamoDBRequestHandler(0, true, null, isShared, false);
    var server = new Server(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    server.setHandler(
        new HandlerList(
            new Handler[] {new Control(requests), new LocalDynamoDBServerHandler(requests, null)}));
    server.start();
    System.out.println("port " + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    while (System.in.read() != -1) {
      // Nothing is expected; the end of the input is the sign to stop.
    }
    server.stop();
    requests.shutdown();
    System.exit(0);
  }

  private static class Control extends AbstractHandler {
    private static final String DILATE = "/control/dilate/";
    private final LocalDynamoDBRequestHandler requests;

    Control(LocalDynamoDBRequestHandler requests) {
      this.requests = requests;
    }

    @Override
    public void handle(
        String path, Request base, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (!path.startsWith("/control/")) return;
      base.setHandled(true);
      if (path.equals("/control/roll")) {
        forEachDatabase(AmazonDynamoDBLocal::triggerShardRollovers);
      } else if (path.startsWith(DILATE)) {
        var milliseconds = Long.parseLong(path.substring(DILATE.length()));
        forEachDatabase(database -> database.dilateEventTimes(milliseconds));
      } else {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      }
    }

    /** The handler keeps its databases to itself, and no public class holds both a server and one of them. */
    @SuppressWarnings("unchecked")
    private void forEachDatabase(Consumer<AmazonDynamoDBLocal> action) throws IOException {
      try {
        var field = LocalDynamoDBRequestHandler.class.getDeclaredField("dbRequestHandlers");
        field.setAccessible(true);
        ((Map<String, AmazonDynamoDBLocal>) field.get(requests)).values().forEach(action);
      } catch (ReflectiveOperationException exception) {
        throw new IOException(exception);
      }
    }
  }
}
