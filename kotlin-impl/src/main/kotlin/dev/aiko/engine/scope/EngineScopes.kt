package dev.aiko.engine.scope

import dev.aiko.engine.task.forJava
import dev.aiko.engine.task.runningHome
import dev.aiko.scope.AsyncCloseable
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.ScopeBody
import dev.aiko.scope.Timeout
import dev.aiko.spi.GroupCore
import dev.aiko.spi.Scopes
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import java.time.Duration
import java.util.Objects
import java.util.Optional
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException
import java.util.function.Function

/** The door to this room. */
internal object EngineScopes : Scopes {
    override fun <T> runGroup(
        options: GroupOptions,
        quiet: Boolean,
        body: ScopeBody<GroupCore, T>
    ): T = runStraightGroup(options, quiet, body)

    override fun <T> startGroup(
        options: GroupOptions,
        body: Function<GroupCore, out CompletionStage<T>>
    ): Task<T> {
        val home = runningHome("A group belongs to a running loop")
        val named = options.name()?.let(TaskOptions::named) ?: TaskOptions.none()
        return home.loop.composeTask<T>(named) { ComposedGroup(home, options, body).begin() }
    }

    override fun <T> withTimeout(delay: Duration?, body: ScopeBody<Timeout, T>): T =
        runLimited(delay, isMoment = false, body, onExpiry = { throw it })

    override fun <T> withDeadline(moment: Duration?, body: ScopeBody<Timeout, T>): T =
        runLimited(moment, isMoment = true, body, onExpiry = { throw it })

    override fun <T : Any> moveOnAfter(delay: Duration?, body: ScopeBody<Timeout, T>): Optional<T> {
        val quiet =
            ScopeBody<Timeout, Optional<T>> {
                Optional.of(Objects.requireNonNull(body.call(it), "The block returned null."))
            }
        return try {
            runLimited(delay, isMoment = false, quiet, onExpiry = { Optional.empty() })
        } catch (late: TimeoutException) {
            throw forJava(late) // of a limit that the block set itself
        }
    }

    override fun <T> shielded(code: Callable<T>): T = runShielded(code)

    override fun <R : AsyncCloseable, T> usingAsync(
        resource: R,
        block: Function<in R, out CompletionStage<T>>
    ): LoopFuture<T> {
        val home = runningHome("A resource is used on a running loop")
        return Using<R, T>(home, resource).begin(block)
    }
}
