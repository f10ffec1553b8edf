# Five packages: the daemon's machine needs ingest, and bridge where others speak HTTP or MQTT; a screen's machine wall, a
# desk's or an importer's tools; data is
# what all of them read. The version says the release, since the libraries of another one have other names.
set(release "")
if(EXISTS /etc/os-release)
  file(STRINGS /etc/os-release os_release REGEX "^(ID|VERSION_ID)=")
  string(REGEX REPLACE ".*VERSION_ID=\"?([0-9]+).*" "+deb\\1" release "${os_release}")
endif()
set(version ${PROJECT_VERSION}${release})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gridwall)
set(CPACK_PACKAGE_VERSION ${version})
set(GRIDWALL_MAINTAINER "gridwall <gridwall@gridwall.invalid>" CACHE STRING "Who answers for the Debian packages")
set(CPACK_PACKAGE_CONTACT ${GRIDWALL_MAINTAINER})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_OUTPUT_FILE_PREFIX ${CMAKE_BINARY_DIR}/package)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL data ingest bridge tools)
if(GRIDWALL_BUILD_VIEWER)
  list(APPEND CPACK_COMPONENTS_ALL wall)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# NAME, architecture or empty, summary, further lines of the description
function(describe component summary text)
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME gridwall-${component} PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${summary}\n${text}" PARENT_SCOPE)
  set(CPACK_COMPONENT_${upper}_DESCRIPTION "${summary}\n${text}" PARENT_SCOPE)
endfunction()
describe(ingest "log and feeds of a county's command centre"
  "gridwall-ingest receives events over ZeroMQ, keeps them in one log with a hash\nchain, and sends them to any number of walls. It runs as a service.")
describe(bridge "HTTP, polling and MQTT for a county's command centre"
  "gridwall-bridge takes events over HTTP, asks Open311 servers and warning feeds,\nlistens to MQTT brokers, and passes what comes to gridwall-ingest.")
describe(wall "wall of a county's command centre"
  "The program gridwall shows live or recorded events of a county: requests,\npatrols and emergencies. gridwall-wall@.service shows it alone on a screen.")
describe(tools "tools for logs, feeds and maps of gridwall"
  "gridwall-feed simulates, imports and sends events; gridwall-log shows,\nverifies, copies and reports on logs; gridwall-map draws and checks maps.")
describe(data "counties, maps and documentation of gridwall"
  "Configuration and maps of the counties, mappings for files of other systems,\nscenarios, shaders and the documentation, which the programs of gridwall read.")

set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DATA_PACKAGE_SHLIBDEPS OFF)
set(sysusers "systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles, init-system-helpers (>= 1.52)")
set(CPACK_DEBIAN_INGEST_PACKAGE_DEPENDS "gridwall-data (= ${version}), tzdata, ${sysusers}")
set(CPACK_DEBIAN_INGEST_PACKAGE_SUGGESTS "gridwall-tools")
set(CPACK_DEBIAN_BRIDGE_PACKAGE_DEPENDS "gridwall-data (= ${version}), tzdata, ${sysusers}")
set(CPACK_DEBIAN_BRIDGE_PACKAGE_RECOMMENDS "gridwall-ingest")
set(CPACK_DEBIAN_TOOLS_PACKAGE_DEPENDS "gridwall-data (= ${version}), tzdata")
set(CPACK_DEBIAN_TOOLS_PACKAGE_SUGGESTS "gridwall-wall, python3-zmq")
set(CPACK_DEBIAN_WALL_PACKAGE_DEPENDS "gridwall-data (= ${version}), tzdata, fonts-noto-cjk, ${sysusers}")
set(CPACK_DEBIAN_WALL_PACKAGE_RECOMMENDS "cage, libgl1-mesa-dri, libegl1")
set(CPACK_DEBIAN_WALL_PACKAGE_SUGGESTS "ffmpeg, gridwall-tools")

# Scripts and lists beside each package, and the two files that every Debian package has.
find_program(DATE_PROGRAM date)
execute_process(COMMAND git log -1 --format=%cD WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  OUTPUT_VARIABLE changed OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT changed)
  execute_process(COMMAND ${DATE_PROGRAM} -R -r ${CMAKE_SOURCE_DIR}/CHANGELOG.md OUTPUT_VARIABLE changed
    OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
find_program(GZIP_PROGRAM gzip REQUIRED)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} upper)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${component})
  set(extra "")
  foreach(script postinst prerm postrm)
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${script}-${component})
      configure_file(${script}-${component} ${folder}/${script} COPYONLY
        FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
      list(APPEND extra ${folder}/${script})
    endif()
  endforeach()
  set(kept "")
  if(component MATCHES "^(ingest|bridge)$")
    set(kept "${GRIDWALL_ETC}/${component}.toml\n")
  elseif(component STREQUAL wall)
    set(kept "${GRIDWALL_ETC}/wall-main.env\n${GRIDWALL_ETC}/wall.toml\n")
  endif()
  if(kept)
    file(WRITE ${folder}/conffiles "${kept}")
    file(CHMOD ${folder}/conffiles PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    list(APPEND extra ${folder}/conffiles)
  endif()
  set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "${extra}")
  file(WRITE ${folder}/changelog
    "gridwall (${version}) stable; urgency=medium\n\n  * Version ${PROJECT_VERSION}; /usr/share/doc/gridwall-data/CHANGELOG.md tells what changed.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${changed}\n")
  execute_process(COMMAND ${GZIP_PROGRAM} -9nf ${folder}/changelog)
  install(FILES ${folder}/changelog.gz copyright DESTINATION share/doc/gridwall-${component} COMPONENT ${component})
endforeach()
install(FILES ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${CMAKE_SOURCE_DIR}/README.md DESTINATION share/doc/gridwall-data COMPONENT data)

include(CPack)
