package dev.aiko.engine

import dev.aiko.context.Context
import dev.aiko.context.ContextVar
import dev.aiko.engine.combine.EngineCombinators
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextVariable
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.loop.saturatedNanos
import dev.aiko.engine.scope.EngineScopes
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.StraightTask
import dev.aiko.engine.task.awaitForJava
import dev.aiko.engine.task.bodyThatMayWait
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopFactory
import dev.aiko.loop.LoopOptions
import dev.aiko.spi.Combinators
import dev.aiko.spi.Engine
import dev.aiko.spi.RunnerCore
import dev.aiko.spi.Scopes
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage

/** The provider: wires the rooms together and holds nothing but the process-wide settings. */
public class CoroutineEngine : Engine {
    private val threadLoop = ThreadLoop()

    override fun newLoop(options: LoopOptions): EventLoop = CoroutineEventLoop(options)

    override fun newRunner(
        factory: LoopFactory?,
        debug: Boolean?
    ): RunnerCore = CallerRunner(factory, debug, threadLoop)

    override fun newBackgroundRunner(
        name: String,
        factory: LoopFactory?,
        debug: Boolean?
    ): RunnerCore = BackgroundRunner(name, factory ?: threadLoop.factory ?: named(name), debug)

    private fun named(name: String) = LoopFactory {
        CoroutineEventLoop(LoopOptions.none().withName(name))
    }

    override fun runningLoop(): EventLoop? = Seat.driving()?.core?.let { (it.owner as Home).loop }

    override fun eventLoop(): EventLoop? = runningLoop() ?: threadLoop.get()

    override fun setEventLoop(loop: EventLoop?): Unit = threadLoop.set(loop)

    override fun setLoopFactory(factory: LoopFactory?) {
        threadLoop.factory = factory
    }

    override fun newEventLoop(): EventLoop = threadLoop.newLoop()

    override fun <T> await(stage: CompletionStage<T>): T = awaitForJava(stage)

    override fun <T> await(
        stage: CompletionStage<T>,
        limit: Duration
    ): T = awaitForJava(stage, limit.saturatedNanos())

    override fun yieldNow(): Unit = body("yieldNow()", "yield()").yieldNow()

    override fun <T> blocking(code: Callable<T>): T =
        body("blocking(...)", "blocking { }").runAside(code)

    private fun body(verb: String, instead: String): StraightTask<*> =
        bodyThatMayWait(verb, instead)
            ?: throw IllegalStateException(
                "$verb outside of a task; call it in a straight-line body, made by createTask."
            )

    override fun combinators(): Combinators = EngineCombinators.HERE

    override fun scopes(): Scopes = EngineScopes

    override fun currentContext(): Context = Ambient.here().cell

    override fun <T> newContextVar(
        name: String,
        initial: Callable<T>?
    ): ContextVar<T> = ContextVariable(name, initial)
}
