// java Sender.java URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET.
import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sender {
    static String deliver(String url, String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-Sentry-Signature", HexFormat.of().formatHex(mac.doFinal(body)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        HttpClient client = HttpClient.newHttpClient(); // does not follow redirects
        for (int attempt = 0; attempt < 5; attempt++) {
            HttpResponse<String> response;
            try {
                response = client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException error) {
                return "unknown " + error;
            }
            int status = response.statusCode();
            if (status == 429 || status == 503) {
                String after = response.headers().firstValue("Retry-After").orElse("");
                Thread.sleep(1000L * (after.matches("\\d{1,9}") ? Math.min(Integer.parseInt(after), 300) : 60));
            } else if (status >= 200 && status < 300 && response.body().isEmpty()) {
                return "recorded";
            } else {
                boolean refused = Set.of(200, 400, 401, 404, 413, 415).contains(status);
                return (refused ? "refused " : "unknown ") + status + " " + response.body();
            }
        }
        return "later the server is busy";
    }

    /** Writes a JSON string, since the JDK has no JSON writer. With a library, sign the bytes it writes. */
    static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
            result.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return result.append('"').toString();
    }

    public static void main(String[] arguments) throws Exception {
        String secret = Objects.requireNonNull(System.getenv("FLAGHOOK_SECRET"), "FLAGHOOK_SECRET");
        long id = Long.parseLong(arguments[2]);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
        String body = "{\"data\":[{\"action\":\"updated\",\"change_id\":" + id
            + ",\"created_at\":" + quoted(now)
            + ",\"created_by\":{\"id\":" + quoted("jane@example.com") + ",\"type\":\"email\"}"
            + ",\"flag\":" + quoted(arguments[1]) + "}],\"meta\":{\"version\":1}}";
        String outcome = deliver(arguments[0], secret, body.getBytes(StandardCharsets.UTF_8));
        System.out.println(outcome);
        System.exit(outcome.equals("recorded") ? 0 : 1);
    }
}
