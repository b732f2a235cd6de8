package org.periodclose.workers;

import jakarta.jms.JMSException;
import jakarta.jms.ObjectMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.periodclose.run.PartitionWork.Request;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;

/**
 * The queue on an ActiveMQ Artemis broker, where there is one anyway. Who takes a request keeps its session open while it does the partition; if the
 * process dies or freezes, the broker gives the message to another. See operations.md for what the broker must be told.
 */
final class BrokerQueue implements PartitionQueue {
    private final String name;
    private final String destination;
    private final ActiveMQConnectionFactory broker;
    private final List<DefaultMessageListenerContainer> consumers = new ArrayList<>();

    /**
     * @param address of the broker: {@code tcp://host:61616}
     * @param database the broker may serve several
     * @param longestSilence after which the broker gives to others what a frozen process has
     */
    BrokerQueue(
            String address,
            @Nullable String user,
            @Nullable String password,
            String database,
            String version,
            Duration longestSilence) {
        this.name = version;
        this.destination = "period-close." + database + "." + version;
        this.broker = new ActiveMQConnectionFactory(address, user, password);
        // A busy worker must not collect requests that another could do.
        broker.setConsumerWindowSize(0);
        broker.setReconnectAttempts(-1);
        broker.setConnectionTTL(longestSilence.toMillis());
        broker.setClientFailureCheckPeriod(longestSilence.toMillis() / 2);
        broker.setDeserializationAllowList(
                "java.lang,java.util,org.periodclose,org.springframework.batch.integration.partition");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(List<Request> requests) {
        JmsTemplate sender = new JmsTemplate(broker);
        sender.setSessionTransacted(true);
        sender.execute(
                session -> {
                    try (var producer = session.createProducer(session.createQueue(destination))) {
                        for (Request request : requests) {
                            producer.send(session.createObjectMessage(request));
                        }
                    }
                    session.commit();
                    return requests.size();
                },
                false);
    }

    @Override
    public void consume(int atATime, BooleanSupplier open, Taker taker) {
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setConnectionFactory(broker);
        container.setDestinationName(destination);
        container.setSessionTransacted(true);
        container.setConcurrentConsumers(atATime);
        container.setErrorHandler(taker::failed);
        container.setMessageListener((SessionAwareMessageListener<ObjectMessage>) (message, session) -> {
            if (!open.getAsBoolean()) {
                throw new JMSException("this worker is about to end");
            }
            taker.take((Request) message.getObject(), () -> {});
        });
        container.afterPropertiesSet();
        container.start();
        consumers.add(container);
    }

    @Override
    public void close() {
        consumers.forEach(DefaultMessageListenerContainer::destroy);
        broker.close();
    }
}
