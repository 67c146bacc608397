import Hummingbird

extension RouteTable {
  /// The lines of people, grouped by resource: pages and their forms.
  /// - Parameters:
  ///   - services: what each handler keeps.
  ///   - tests: of connections, the same as the API makes.
  static func pages(_ services: Services, tests: LatestTests) -> [Route] {
    let tracePages = TracePages(services: services)
    let checkPages = CheckPages(services: services)
    let schedulePages = SchedulePages(services: services)
    let runPages = RunPages(services: services)
    let history = HistoryPages(services: services)
    let connectionPages = ConnectionPages(services: services, tests: tests)
    let pausePages = PausePages(services: services)
    let signIn = SignInPages(services: services)
    let account = AccountPages(services: services)
    let notificationPages = NotificationPages(services: services)
    let confirmation = ConfirmationPages(services: services)

    return [
      .page(.get, Paths.home, tracePages.home),
      .page(.get, Paths.traces, tracePages.list),
      .page(.post, Paths.traces, weight: .save, tracePages.create, again: tracePages.newAgain),
      .page(.get, Paths.newTrace, tracePages.new),
      .page(.get, Paths.trace, tracePages.show),
      .page(
        .post, Paths.renameTrace, weight: .save, tracePages.rename, again: tracePages.renameAgain),
      .page(.post, Paths.setStatus, tracePages.setStatus, again: tracePages.show),
      .page(.post, Paths.runNow, weight: .run, tracePages.runNow, again: tracePages.show),
      .page(.post, Paths.bindTool, tracePages.bind, again: tracePages.bindAgain),
      .page(
        .post, Paths.acceptContracts, tracePages.acceptContracts, again: tracePages.show),
      .page(
        .post, Paths.chooseNotifications, weight: .save, tracePages.chooseNotifications,
        again: tracePages.chooseNotificationsAgain),
      .page(
        .post, Paths.replaceTraceSecret, weight: .save, holdsSecret: true,
        tracePages.replaceSecret, again: tracePages.show),
      .page(.get, Paths.entry, tracePages.entry),
      .page(.get, Paths.step, tracePages.step),
      .page(.get, Paths.deleteTrace, tracePages.confirmDelete),
      .page(.post, Paths.deleteTrace, tracePages.delete, again: tracePages.confirmDelete),
      .page(.get, Paths.convert, checkPages.convert),
      .page(.get, Paths.check, checkPages.show),
      .page(.post, Paths.check, weight: .save, checkPages.save, again: checkPages.show),
      .page(.post, Paths.rehearse, weight: .run, checkPages.rehearseNow, again: checkPages.show),
      .page(.post, Paths.resetWorkflow, weight: .save, checkPages.reset, again: checkPages.show),
      .page(.get, Paths.schedule, schedulePages.show),
      .page(
        .post, Paths.schedule, weight: .deploy, schedulePages.deploy,
        again: schedulePages.deployAgain),
      .page(.get, Paths.occurrences, history.occurrences),
      .page(.get, Paths.runs, history.runs),
      .page(.get, Paths.run, runPages.show),
      .page(.post, Paths.cancelRun, runPages.cancel, again: runPages.show),
      .page(.post, Paths.rerun, weight: .run, runPages.rerun, again: runPages.show),
      .page(.post, Paths.resolveRun, weight: .run, runPages.resolve, again: runPages.resolveAgain),
      .page(.get, Paths.connections, connectionPages.list),
      .page(
        .post, Paths.connections, weight: .save, holdsSecret: true, connectionPages.create,
        again: connectionPages.newAgain),
      .page(.get, Paths.newConnection, connectionPages.new),
      .page(.get, Paths.connection, connectionPages.show),
      .page(
        .post, Paths.connection, weight: .save, holdsSecret: true, connectionPages.change,
        again: connectionPages.changeAgain),
      .page(
        .post, Paths.testConnection, weight: .run, connectionPages.test,
        again: connectionPages.show),
      .page(
        .post, Paths.switchConnection, weight: .save, connectionPages.setEnabled,
        again: connectionPages.show),
      .page(
        .post, Paths.rotateSecret, weight: .save, connectionPages.rotate,
        again: connectionPages.show),
      .page(.get, Paths.deleteConnection, connectionPages.confirmDelete),
      .page(
        .post, Paths.deleteConnection, connectionPages.delete,
        again: connectionPages.confirmDelete),
      .page(.get, Paths.pause, pausePages.show),
      .page(.post, Paths.pause, pausePages.begin, again: pausePages.beginAgain),
      .page(.post, Paths.endPause, pausePages.end, again: tracePages.list),

      .openPage(.get, Paths.signIn, signIn.show),
      .openPage(.post, Paths.signIn, holdsSecret: true, signIn.signIn),
      .page(.post, Paths.signOut, signIn.signOut),

      .page(.get, Paths.account, account.show),
      .page(.post, Paths.changePassword, holdsSecret: true, account.changePassword),
      .page(.post, Paths.endOtherSessions, account.endOtherSessions, again: account.show),
      .page(.post, Paths.endSession, account.endSession, again: account.show),
      .page(
        .post, Paths.createToken, holdsSecret: true, account.createToken,
        again: account.createTokenAgain),
      .page(.post, Paths.revokeToken, account.revokeToken, again: account.show),
      .page(.get, Paths.notifications, notificationPages.show),
      .page(
        .post, Paths.notifications, weight: .save, notificationPages.setEvents,
        again: notificationPages.showAgain),
      .page(
        .post, Paths.addChannel, weight: .save, holdsSecret: true, notificationPages.add,
        again: notificationPages.showAgain),
      .page(
        .post, Paths.testChannel, notificationPages.test, again: notificationPages.show),
      .page(
        .post, Paths.removeChannel, weight: .save, notificationPages.remove,
        again: notificationPages.show),
      .openPage(.get, Paths.confirmAddress, confirmation.show),
      .openPage(.post, Paths.confirmAddress, holdsSecret: true, confirmation.confirm),
    ]
  }
}
